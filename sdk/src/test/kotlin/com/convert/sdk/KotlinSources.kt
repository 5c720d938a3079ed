package com.convert.sdk

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import java.nio.file.Path
import kotlin.io.path.invariantSeparatorsPathString
import kotlin.io.path.readText
import kotlin.io.path.relativeTo
import kotlin.io.path.walk

/** The Kotlin files under [root], for rules about what stands in them as text. */
internal class KotlinSources(private val root: Path) {
    private val texts: Map<String, String> =
        root.walk().associate { it.relativeTo(root).invariantSeparatorsPathString to it.readText() }

    /** [name], as a whole string literal, stands nowhere but below [folder]. */
    fun shouldNameOnlyIn(folder: String, name: String) {
        withClue("\"$name\" belongs below $folder") {
            filesWith(name).filterNot { it.startsWith(folder) }.shouldBeEmpty()
        }
    }

    /** The same, and there in one file at most. */
    fun shouldNameInOneFile(folder: String, name: String) {
        shouldNameOnlyIn(folder, name)
        withClue("\"$name\" belongs in one file") { filesWith(name).size shouldBeLessThanOrEqual 1 }
    }

    private fun filesWith(name: String): Set<String> = texts.filterValues { "\"$name\"" in it }.keys
}
