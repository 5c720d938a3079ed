package com.convert.sdk.examples.quickstart

import com.convert.sdk.Context
import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.runExperience
import com.convert.sdk.runFeature

/** Who comes to the shop, and what rules may know of them. */
private val visitors = mapOf(
    "hanna" to mapOf("country" to "US", "member" to true),
    "ben" to mapOf("country" to "CA", "member" to false),
    "chloe" to mapOf("country" to "FR", "member" to true),
    "mateo" to mapOf("country" to "US"),
)

/** Decides every experience and feature of the sample shop for a few visitors, and prints what came of it. */
suspend fun main() {
    println(quickStart())
}

/** The tables that [main] prints. */
suspend fun quickStart(): String {
    val json = checkNotNull(object {}.javaClass.getResourceAsStream("/bookshop.json"))
    return Core(SdkConfig { data(json) }).use { core ->
        core.initialize()
        val contexts = visitors.map { (visitor, attributes) -> core.createContext(visitor, attributes) }
        val experiences = contexts.flatMap { experienceRows(it) }
        val features = contexts.flatMap { featureRows(it) }
        table("Visitor", "Experience", "Variation", "Why", rows = experiences) + "\n\n" +
            table("Visitor", "Feature", "Variables", "Why", rows = features)
    }
}

// Tracking is off: this is a sample, and nothing leaves the machine.
private suspend fun experienceRows(context: Context): List<List<String>> =
    context.snapshot.experiences.mapNotNull { it.key }.map { key ->
        val result = context.runExperience(key) { enableTracking = false }
        val why = if (result == null) context.diagnoseExperience(key).message else ""
        listOf(context.visitorId, key, result?.variationKey ?: "-", why)
    }

private suspend fun featureRows(context: Context): List<List<String>> =
    context.snapshot.features.mapNotNull { it.key }.map { key ->
        val result = context.runFeature(key) { enableTracking = false }
        val why = if (result == null) context.diagnoseFeature(key).message else ""
        listOf(context.visitorId, key, result?.variables?.toString() ?: "-", why)
    }

private fun table(vararg titles: String, rows: List<List<String>>): String {
    val widths = titles.mapIndexed { column, title -> maxOf(title.length, rows.maxOf { it[column].length }) }
    val rule = widths.map { "-".repeat(it) }
    return (listOf(titles.asList(), rule) + rows).joinToString("\n") { cells ->
        cells.mapIndexed { column, cell -> cell.padEnd(widths[column]) }.joinToString("  ").trimEnd()
    }
}
