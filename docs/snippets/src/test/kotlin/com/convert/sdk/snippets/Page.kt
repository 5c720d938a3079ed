package com.convert.sdk.snippets

import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readText

private val block = Regex("(<!-- snippet: ([\\w-]+) -->\n)```(kotlin|java)\n(.*?)```", RegexOption.DOT_MATCHES_ALL)
private val fence = Regex("^```(kotlin|java)$", RegexOption.MULTILINE)

/**
 * A page of the guide. A block that shows a region has the region's name before it, in a comment:
 *
 *     <!-- snippet: name-of-the-region -->
 */
internal class Page(val file: Path) {
    fun text(): String = file.readText().replace("\r\n", "\n")

    /** The text with each block as its region has it. */
    fun with(regions: Regions): String = block.replace(text()) { match ->
        val (comment, name, language) = match.destructured
        "$comment```$language\n${regions.text(name, language)}\n```"
    }

    fun regionNames(): List<String> = block.findAll(text()).map { it.groupValues[2] }.toList()

    fun namelessBlocks(): List<String> {
        val named = block.findAll(text()).map { it.range.first + it.groupValues[1].length }.toSet()
        return fence.findAll(text()).filterNot { it.range.first in named }
            .map { "${file.name}: block at character ${it.range.first}" }.toList()
    }

    /** Names of the regions in Kotlin that no block in Java comes after, before the next one in Kotlin. */
    fun regionsWithoutJava(): List<String> {
        val blocks = block.findAll(text()).map { it.groupValues[2] to it.groupValues[3] }.toList()
        return blocks.filterIndexed { i, (_, language) ->
            language == "kotlin" && blocks.getOrNull(i + 1)?.second != "java"
        }.map { it.first }
    }

    companion object {
        fun allBelow(root: Path): List<Page> =
            (root.resolve("docs").listDirectoryEntries("*.md").sorted() + listOf(root.resolve("README.md"))).map(::Page)
    }
}
