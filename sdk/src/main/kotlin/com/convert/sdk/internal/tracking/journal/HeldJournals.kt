package com.convert.sdk.internal.tracking.journal

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.BasicFileAttributes
import java.util.UUID

/**
 * The journals that this JVM has open. On POSIX systems a process loses its lock on a file as soon as it closes any
 * descriptor of that file, so whether a journal is in use must be known before its lock file is opened.
 *
 * They are listed as system properties, which all class loaders share and which keep none of them in memory: one for a
 * journal's path, one for its file key because of hard links, each with the class loader's [owner] as the value.
 */
internal object HeldJournals {
    private const val PREFIX = "com.convert.sdk.journal:"
    private val owner = UUID.randomUUID().toString()
    private val own = HashSet<String>()

    /** Lists [journal], which exists, until the result is closed; `null` when this JVM has it open. */
    fun enter(journal: Path): Held? = synchronized(own) {
        val held = Held(journal)
        if (held.enterAll()) held else null
    }

    private fun enter(name: String): Boolean {
        if (name in own) return false
        val before = System.getProperties().putIfAbsent(name, owner)
        // Ours, but not open: left over from a copy of the properties that was put back.
        return (before == null || before == owner) && own.add(name)
    }

    private fun leave(name: String) {
        own.remove(name)
        System.getProperties().remove(name, owner)
    }

    private fun pathName(journal: Path) = "$PREFIX$journal"

    private fun keyName(journal: Path): String? =
        Files.readAttributes(journal, BasicFileAttributes::class.java).fileKey()?.let { "$PREFIX$it" }

    /** A listed journal. */
    internal class Held(private val journal: Path) : AutoCloseable {
        private val names = LinkedHashSet<String>()

        fun enterAll(): Boolean {
            val isFree = listOfNotNull(pathName(journal), keyName(journal)).all { enter(it) && names.add(it) }
            if (!isFree) close()
            return isFree
        }

        /** To be called when another file has taken the journal's name, because file keys are used again. */
        fun refresh() = synchronized(own) {
            val name = pathName(journal)
            (names - name).forEach(::leave)
            names.retainAll(setOf(name))
            keyName(journal)?.takeIf(::enter)?.let(names::add)
        }

        override fun close() = synchronized(own) {
            names.forEach(::leave)
            names.clear()
        }
    }
}
