package com.convert.sdk.internal.tracking.journal

import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE

/** How the journal gets at its files; tests put a disk with faults in its place. */
internal fun interface JournalDisk {
    /** A channel to read and write [path] with, which is made if need be. */
    fun open(path: Path): FileChannel

    /** Makes the names of files in [folder] as durable as their content, where the file system can. */
    fun forceFolder(folder: Path) {
        try {
            FileChannel.open(folder, READ).use { it.force(true) }
        } catch (_: IOException) {
            // Some systems cannot open a folder; they write names in time on their own.
        }
    }

    companion object {
        val REAL = JournalDisk { FileChannel.open(it, CREATE, READ, WRITE) }
    }
}
