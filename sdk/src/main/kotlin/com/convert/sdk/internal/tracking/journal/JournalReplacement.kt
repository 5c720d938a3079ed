package com.convert.sdk.internal.tracking.journal

import java.nio.channels.FileChannel
import java.nio.file.AtomicMoveNotSupportedException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardCopyOption.REPLACE_EXISTING

/** A file that takes the [journal]'s place in one step, with what is to stay of it. */
internal class JournalReplacement(private val journal: Path, private val disk: JournalDisk) {
    private val file = journal.resolveSibling("${journal.fileName}.new")

    /** Writes it to the disk: a header, and what [addRecords] writes behind it. */
    fun write(addRecords: (FileChannel) -> Unit) = disk.open(file).use { channel ->
        channel.writeAll(JournalFormat.header(), 0)
        addRecords(channel)
        channel.force(true)
    }

    fun move() {
        try {
            Files.move(file, journal, ATOMIC_MOVE)
        } catch (_: AtomicMoveNotSupportedException) {
            Files.move(file, journal, REPLACE_EXISTING)
        }
    }

    /** Removes what a crash, or a failed attempt, left of it. */
    fun discard() {
        Files.deleteIfExists(file)
    }
}
