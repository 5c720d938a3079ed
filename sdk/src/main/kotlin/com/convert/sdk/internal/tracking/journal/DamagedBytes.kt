package com.convert.sdk.internal.tracking.journal

import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.file.FileAlreadyExistsException
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter

/**
 * Files beside the [journal] with what was not understood of it, one a start that found any: at most [MAX_FILES], of
 * which the oldest makes way, with up to [MAX_BYTES] each.
 */
internal class DamagedBytes(private val journal: Path, private val disk: JournalDisk) {
    private val prefix = "${journal.fileName}.damaged-"

    /** Copies [ranges] of [from] to a new file, and has them on the disk when it returns. */
    fun keep(from: FileChannel, ranges: List<LongRange>): Path {
        makeRoom()
        val file = newFile()
        try {
            disk.open(file).use { copy(from, ranges, it) }
        } catch (e: IOException) {
            runCatching { Files.deleteIfExists(file) }
            throw e
        }
        disk.forceFolder(file.parent)
        return file
    }

    private fun copy(from: FileChannel, ranges: List<LongRange>, to: FileChannel) {
        var at = 0L
        for (range in ranges) {
            var position = range.first
            while (position <= range.last && at < MAX_BYTES) {
                val count = minOf(range.last - position + 1, MAX_BYTES - at, CHUNK)
                val bytes = from.bytes(position, count.toInt())
                if (!bytes.hasRemaining()) break
                position += bytes.limit()
                at += bytes.limit()
                to.writeAll(bytes, at - bytes.limit())
            }
        }
        to.force(true)
    }

    private fun newFile(): Path {
        val time = TIME.format(Instant.now())
        for (number in 1..MAX_NAMES) {
            val file = journal.resolveSibling(if (number == 1) "$prefix$time" else "$prefix$time-$number")
            try {
                return Files.createFile(file)
            } catch (_: FileAlreadyExistsException) {
                continue // another start within the millisecond
            }
        }
        throw FileAlreadyExistsException("$prefix$time")
    }

    private fun makeRoom() {
        val earlier = Files.newDirectoryStream(journal.toAbsolutePath().parent).use { files ->
            files.filter { isOurs(it.fileName.toString()) }.sortedBy { it.fileName.toString() }
        }
        earlier.dropLast(MAX_FILES - 1).forEach(Files::deleteIfExists)
    }

    private fun isOurs(name: String) = name.startsWith(prefix) && NAME_END.matches(name.removePrefix(prefix))

    companion object {
        const val MAX_FILES = 8
        const val MAX_BYTES = 16L shl 20

        private const val MAX_NAMES = 1_000
        private const val CHUNK = 64L shl 10
        private val TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC)
        private val NAME_END = Regex("""\d{8}T\d{6}\.\d{3}Z(-\d+)?""")
    }
}
