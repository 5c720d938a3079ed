package com.convert.sdk

import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readText
import kotlin.io.path.walk

/** Which of the [Rooms] imports what from which other, read from the sources below [root]. */
internal class ImportGraph(root: Path) {
    private val files = root.walk().filter { it.extension == "kt" }.map { Source(it) }.toList()
    private val homes = files.flatMap { file -> file.declared.map { file.packageName + "." + it to file.room } }.toMap()

    val rooms: Set<String> = files.map { it.room }.toSet()

    val imports: Set<Import> = files.flatMap(::importsOf).filter { it.from != it.to }.toSet()

    private val below: Map<String, Set<String>> =
        imports.groupBy({ it.from }, { it.to }).mapValues { (_, rooms) -> rooms.toSet() }

    /** Rooms that reach each other. */
    fun circles(): List<Set<String>> = rooms.map { room -> reach(room).filter { room in reach(it) }.toSet() }
        .filter { it.isNotEmpty() }.distinct()

    /** Rooms by their height above the ground, where a room looks at no other; for a graph without circles. */
    fun floors(): Map<Int, List<String>> = rooms.sorted().groupBy(::height).toSortedMap()

    override fun toString(): String = floors().entries.joinToString("\n") { (floor, rooms) ->
        "floor $floor\n" + rooms.joinToString("\n") { "  $it -> ${below[it].orEmpty().sorted().joinToString(", ")}" }
    } + "\n${circles().size} circles\n"

    private fun height(room: String): Int = below[room].orEmpty().maxOfOrNull { height(it) + 1 } ?: 0

    private fun reach(room: String): Set<String> {
        val reached = LinkedHashSet<String>()
        val open = ArrayDeque(below[room].orEmpty())
        while (open.isNotEmpty()) open.removeFirst().let { if (reached.add(it)) open.addAll(below[it].orEmpty()) }
        return reached
    }

    private fun importsOf(file: Source): List<Import> =
        file.imported.mapNotNull { name -> home(name)?.let { Import(file.name, file.room, name, it) } } +
            file.named.map { "${file.packageName}.$it" }.mapNotNull { name ->
                homes[name]?.let { Import(file.name, file.room, name, it) }
            }

    /** The room of the declaration that [name] is, or is nested in; `null` when it is not ours. */
    private fun home(name: String): String? = generateSequence(name) { it.substringBeforeLast('.', "") }
        .takeWhile { it.isNotEmpty() }.firstNotNullOfOrNull { homes[it] }

    data class Import(val file: String, val from: String, val name: String, val to: String)

    private class Source(path: Path) {
        val name = path.nameWithoutExtension
        private val text = path.readText()
        private val code = text.replace(NO_CODE, "")
        val packageName = checkNotNull(PACKAGE.find(text)).groupValues[1]
        val room = Rooms.of(packageName, name)
        val imported = IMPORT.findAll(text).map { it.groupValues[1] }.toList()
        val declared = DECLARATION.findAll(code).map { it.groupValues[1] }.toSet()

        /** What it may name without an import. */
        val named = WORD.findAll(code).map { it.value }.toSet()
    }

    private companion object {
        val PACKAGE = Regex("""^package (\S+)""", RegexOption.MULTILINE)
        val IMPORT = Regex("""^import (com\.convert\.sdk\.\S+)""", RegexOption.MULTILINE)
        val NO_CODE = Regex("""/\*[\s\S]*?\*/|//.*|"(?:\\.|[^"\\\n])*"""")
        val WORD = Regex("""\w+""")
        val DECLARATION = Regex(
            """^(?:@\w+(?:\(.*?\))? )*(?:\w+ )*?(?:fun interface|class|interface|object|fun|val|var|typealias) """ +
                """(?:<[^>]*> ?)?(?:[\w<>*?, .]+\.)?(\w+)""",
            RegexOption.MULTILINE,
        )
    }
}
