package com.convert.sdk.snippets

import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.readLines
import kotlin.io.path.walk

private val start = Regex("""\s*// docs: ([\w-]+)""")
private const val END = "// end"

/** The named parts of the Kotlin and Java files here: each from `// docs: name` to `// end`. */
internal class Regions private constructor(private val regions: Map<String, Region>) {
    private class Region(val language: String, val text: String)

    val names: Set<String> get() = regions.keys

    fun text(name: String, language: String): String {
        val region = checkNotNull(regions[name]) { "there is no region '$name'" }
        check(region.language == language) { "region '$name' is ${region.language}, not $language" }
        return region.text
    }

    companion object {
        private val languages = mapOf("kt" to "kotlin", "java" to "java")

        fun below(vararg folders: Path): Regions {
            val found = HashMap<String, Region>()
            for (file in folders.flatMap { it.walk() }.filter { it.extension in languages }) {
                for ((name, text) in read(file.readLines())) {
                    val before = found.put(name, Region(languages.getValue(file.extension), text))
                    check(before == null) { "there are two regions '$name'" }
                }
            }
            return Regions(found)
        }

        private fun read(lines: List<String>): Map<String, String> {
            val starts = lines.withIndex().mapNotNull { (index, line) ->
                start.matchEntire(line)?.let { it.groupValues[1] to index }
            }
            return starts.associate { (name, index) ->
                val rest = lines.drop(index + 1)
                val size = rest.indexOfFirst { it.trim() == END }
                check(size > 0) { "region '$name' has no end, or nothing in it" }
                name to rest.take(size).joinToString("\n").trimIndent()
            }
        }
    }
}
