package com.convert.sdk.examples.quickstart

import com.convert.sdk.Context
import com.convert.sdk.Core
import com.convert.sdk.SdkConfig

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

/** What [main] prints: a headline, a table of experiences, one of features, and what to try next. */
suspend fun quickStart(): String {
    val json = checkNotNull(object {}.javaClass.getResourceAsStream("/bookshop.json"))
    return Core(SdkConfig { data(json) }).use { core ->
        core.initialize()
        val contexts = visitors.map { (visitor, attributes) -> core.createContext(visitor, attributes) }
        listOf(
            headline(core),
            table("Visitor", "Experience", "Variation", "Why", rows = contexts.flatMap { experienceRows(it) }),
            table("Visitor", "Feature", "Variables", "Why", rows = contexts.flatMap { featureRows(it) }),
            NEXT,
        ).joinToString("\n\n")
    }
}

private fun headline(core: Core): String {
    val shop = checkNotNull(core.currentConfig)
    return "A sample book shop: ${shop.experiences.size} experiences and ${shop.features.size} features, decided " +
        "for ${visitors.size} visitors on this machine"
}

private const val NEXT = """Try next
- change a visitor at the top of QuickStart.kt, or a rule in bookshop.json, and run it again
- ask why in full: context.diagnoseExperience("winter-sale").message
- decide for your own project: Core(SdkConfig { sdkKey = "…" }), see docs/getting-started.md
- see exposures and conversions arrive: -pl examples/java-service in place of examples/quickstart"""

// Tracking is off: this is a sample, and nothing leaves the machine.
private suspend fun experienceRows(context: Context): List<List<String>> =
    context.snapshot.experiences.mapNotNull { it.key }.map { key ->
        val result = context.runExperience(key) { enableTracking = false }
        listOf(context.visitorId, key, result?.variationKey ?: "-", inFewWords(context.diagnoseExperience(key)))
    }

private suspend fun featureRows(context: Context): List<List<String>> =
    context.snapshot.features.mapNotNull { it.key }.map { key ->
        val result = context.runFeature(key) { enableTracking = false }
        listOf(context.visitorId, key, result?.variables?.toString() ?: "-", inFewWords(context.diagnoseFeature(key)))
    }

private fun table(vararg titles: String, rows: List<List<String>>): String {
    val widths = titles.mapIndexed { column, title -> maxOf(title.length, rows.maxOf { it[column].length }) }
    val rule = widths.map { "-".repeat(it) }
    return (listOf(titles.asList(), rule) + rows).joinToString("\n") { cells ->
        cells.mapIndexed { column, cell -> cell.padEnd(widths[column]) }.joinToString("  ").trimEnd()
    }
}
