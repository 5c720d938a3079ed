package com.convert.sdk.snippets

import com.convert.sdk.Core
import com.convert.sdk.CoreMetrics
import com.convert.sdk.CoreState
import com.convert.sdk.SdkConfig
import com.convert.sdk.result.ConversionStatus
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.readText
import kotlin.io.path.walk

private val docs = Path.of("..")
private val ourImport = Regex("""import (com\.convert\.sdk\.(?!snippets)[\w.]+);?""")

/** What the pages list is all there is, and what they promise holds. */
class PagesSpec : StringSpec({
    "every name that the guide's code imports is in the list" {
        val listed = docs.resolve("imports.md").readText()
        val imported = Path.of("src").walk().filter { it.extension in setOf("kt", "java") }
            .flatMap { it.readLines() }.mapNotNull { ourImport.matchEntire(it)?.groupValues?.get(1) }.toSet()
        imported.filterNot { "`$it`" in listed } shouldBe emptyList()
    }

    "every state and every counter has its row" {
        val page = docs.resolve("metrics.md").readText()
        firstCells(page, "## Counters") shouldBe CoreMetrics::class.java.declaredFields.map { it.name }.toSet()
        firstCells(page, "## States") shouldBe CoreState::class.java.declaredClasses.map { it.simpleName }.toSet()
    }

    "every status of a conversion has its row" {
        val listed = firstCells(docs.resolve("tracking.md").readText(), "## Conversions")
        listed shouldBe ConversionStatus.entries.map { it.name }.toSet()
    }

    "every setting has its row" {
        val page = docs.resolve("configuration.md").readText()
        val settings = SdkConfig.Builder::class.java.methods.filter { it.name.startsWith("set") && !it.isSynthetic }
            .map { it.name.removePrefix("set").substringBefore('-').replaceFirstChar(Char::lowercase) }.toSet()
        settings - firstCells(page, "## SdkConfig") shouldBe emptySet()
    }

    "the index has every page" {
        val index = docs.resolve("README.md").readText()
        docs.listDirectoryEntries("*.md").map { it.name }.filterNot { it == "README.md" || "($it)" in index } shouldBe
            emptyList()
    }

    "the configuration that is described decides as the page says" {
        val json = docs.resolve("configuration-json.md").readText().substringAfter("```json").substringBefore("```")
        val config = SdkConfig {
            data(json)
            environment = "live"
        }
        Core(config, Shop()).use { core ->
            core.initialize()
            val location = mapOf("url" to "https://example.com/shop/1")
            val context = core.createContext("anybody", mapOf("country" to "US"), location)
            context.runExperience("checkout")?.variationKey shouldBe "one-page"
            val feature = context.runFeature("express-pay")
            feature?.variables?.getInt("timeout", 0) shouldBe 30
            core.createContext("anybody", mapOf("country" to "FR"), location).runExperience("checkout") shouldBe null
        }
    }

    "every Java form in the page for users of the Python SDK exists" {
        val lines = docs.resolve("from-python.md").readLines()
        javaForms(lines).filterNot(::exists) shouldBe emptyList()
        (javaForms(lines).size > 200) shouldBe true
    }
})

/** The first cell of each row of the tables below [title], up to the next title. */
private fun firstCells(page: String, title: String): Set<String> =
    page.substringAfter(title).substringBefore("\n## ").lines().filter { it.startsWith("| `") }
        .map { it.removePrefix("| `").substringBefore('`') }.toSet()

private fun javaForms(lines: List<String>): List<String> {
    var column = -1
    return lines.mapNotNull { line ->
        val cells = line.trim().removeSurrounding("|").split("|").map { it.trim() }
        if ("In Java" in cells) column = cells.indexOf("In Java")
        if (!line.startsWith("|")) column = -1
        cells.getOrNull(column)?.takeIf { it.startsWith("`") }?.removeSurrounding("`")
    }
}

private fun exists(form: String): Boolean {
    val (type, member) = form.split('#') + ""
    val found = classOf(type)
    return when {
        found == null -> isConstant(type)
        member.isEmpty() -> true
        member == "new()" -> found.constructors.isNotEmpty()
        else -> found.methods.any { it.name == member.removeSuffix("()") }
    }
}

private fun isConstant(name: String): Boolean {
    val type = classOf(name.substringBeforeLast('.'))
    return type?.enumConstants.orEmpty().any { (it as Enum<*>).name == name.substringAfterLast('.') }
}

/** A nested one is written with a dot too. */
private fun classOf(name: String): Class<*>? =
    generateSequence(name) { it.replace(Regex("\\.(\\w+)$"), "\\$$1").takeIf { next -> next != it } }.take(2)
        .firstNotNullOfOrNull { runCatching { Class.forName(it) }.getOrNull() }
