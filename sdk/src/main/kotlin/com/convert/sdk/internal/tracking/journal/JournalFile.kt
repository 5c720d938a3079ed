package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.internal.tracking.TrackedEvent
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path

/**
 * The file behind the durable queue: records between [acknowledged] and [end] wait for delivery, those before have been
 * delivered. It blocks, and is for one thread at a time.
 *
 * After a failure the file is what it was before: the next append begins where the last good record ends.
 */
internal class JournalFile(
    name: Path,
    private val maxBytes: Long,
    private val disk: JournalDisk = JournalDisk.REAL,
) : AutoCloseable {
    private val lock = JournalLock.on(name)
    private val path = lock.journal
    private val replacement = JournalReplacement(path, disk)
    private var channel = lock.closedOnFailure("cannot be opened") { disk.open(path) }
    private var acknowledged = JournalFormat.HEADER_SIZE
    private var end = JournalFormat.HEADER_SIZE
    private var spans = ArrayDeque<Long>()
    private var hasTail = false

    /** What an earlier process left; to be called once, first. [warn] is told of damage, once. */
    fun recover(warn: (String) -> Unit): List<TrackedEvent> = closedOnFailure("cannot be read") {
        val content = JournalContent.of(path, channel)
        replacement.discard()
        when {
            content.header is JournalHeader.Unfinished -> begin()
            content.isSound -> adopt(content.recovered)
            else -> mend(content, warn)
        }
        content.recovered.events
    }

    private fun begin() {
        channel.truncate(0)
        channel.writeAll(JournalFormat.header(), 0)
        channel.force(true)
        disk.forceFolder(path.parent)
    }

    private fun adopt(recovered: Recovered) {
        end = channel.size()
        spans = recovered.spans(end)
        acknowledged = end - spans.sum()
    }

    /** Keeps what is damaged beside the journal, and writes the journal anew without it. */
    private fun mend(content: JournalContent, warn: (String) -> Unit) {
        val damage = content.recovered.damage
        var kept: Path? = null
        try {
            if (damage.isNotEmpty()) kept = DamagedBytes(path, disk).keep(channel, damage)
            rewrite(content.recovered.events)
        } catch (e: IOException) {
            runCatching { kept?.let(Files::deleteIfExists) }
            runCatching { replacement.discard() }
            if (!content.isUsable) throw unusable(path, "has to be written anew, which failed; it was left alone", e)
            adopt(content.recovered)
            return warn(content.report("stay in the journal, because they could not be copied (${e.journalReason()})"))
        }
        kept?.let { warn(content.report("are kept in ${it.fileName}")) }
    }

    private fun rewrite(events: List<TrackedEvent>) {
        val sizes = ArrayDeque<Long>(events.size)
        var newEnd = JournalFormat.HEADER_SIZE
        replacement.write { copy ->
            for (chunk in events.chunked(CHUNK)) {
                val records = chunk.map { JournalFormat.record(StoredEvent.encode(it)) }
                copy.writeAll(joined(records), newEnd)
                records.mapTo(sizes) { it.size.toLong() }
                newEnd += records.sumOf { it.size }
            }
        }
        replace()
        spans = sizes
        end = newEnd
    }

    /** Whether there is room for a record of [size] bytes after [pending] further ones. */
    fun hasRoom(size: Int, pending: Long): Boolean {
        if (size > JournalFormat.LARGEST_RECORD) return false
        return end + pending + size <= maxBytes || compact() && end + pending + size <= maxBytes
    }

    /** Appends [records] together, and [force]s them to the disk. When that fails, none of them was appended. */
    fun append(records: List<ByteArray>, force: Boolean) {
        try {
            appendOnce(records, force)
        } catch (e: IOException) {
            // The disk may be full, but the place of what was delivered is still ours.
            if (spans.isNotEmpty() || end == JournalFormat.HEADER_SIZE || hasTail) throw e
            startOver()
            appendOnce(records, force)
        }
    }

    private fun appendOnce(records: List<ByteArray>, force: Boolean) {
        reopen()
        if (hasTail) dropTail()
        val all = joined(records)
        hasTail = true
        try {
            channel.writeAll(all, end)
            if (force) channel.force(false)
        } catch (e: IOException) {
            runCatching { dropTail() }.onFailure(e::addSuppressed)
            throw e
        }
        hasTail = false
        records.forEach { spans.add(it.size.toLong()) }
        end += all.limit()
    }

    /** The [count] oldest records need not be delivered again. */
    fun acknowledge(count: Int) {
        repeat(count) { acknowledged += spans.removeFirst() }
        reopen()
        if (spans.isEmpty() && acknowledged > SMALL_FILE) return startOver()
        writePosition(acknowledged)
    }

    fun force() = channel.force(false)

    override fun close() = lock.use {
        if (channel.isOpen) channel.use { it.force(true) }
    }

    /** In this order: should the second step not happen, events are sent twice rather than not at all. */
    private fun startOver() {
        writePosition(JournalFormat.HEADER_SIZE)
        channel.truncate(JournalFormat.HEADER_SIZE)
        acknowledged = JournalFormat.HEADER_SIZE
        end = JournalFormat.HEADER_SIZE
    }

    /** Leaves the delivered records behind, if there are enough of them to be worth it. */
    private fun compact(): Boolean {
        if (acknowledged - JournalFormat.HEADER_SIZE < maxBytes / LEAST_WASTE || hasTail) return false
        return try {
            val waiting = end - acknowledged
            replacement.write(::copyWaiting)
            replace()
            end = JournalFormat.HEADER_SIZE + waiting
            true
        } catch (_: IOException) {
            runCatching { replacement.discard() }
            false // no room for a second file: what is here stays as it is
        }
    }

    private fun copyWaiting(copy: FileChannel) {
        var from = acknowledged
        while (from < end) from += channel.transferTo(from, end - from, copy.position(copy.size()))
    }

    /** Puts the replacement, in which nothing is acknowledged, in the file's place. */
    private fun replace() {
        channel.close()
        try {
            replacement.move()
            acknowledged = JournalFormat.HEADER_SIZE
        } finally {
            runCatching { reopen() } // tried again at the next use
        }
        runCatching { lock.refresh() }
        disk.forceFolder(path.parent)
    }

    private fun reopen() {
        if (!channel.isOpen) channel = disk.open(path)
    }

    private fun dropTail() {
        channel.truncate(end)
        hasTail = false
    }

    private fun writePosition(position: Long) =
        channel.writeAll(JournalFormat.position(position, channel.markBefore(position)), JournalFormat.POSITION_AT)

    private fun joined(records: List<ByteArray>): ByteBuffer {
        val all = ByteBuffer.allocate(records.sumOf { it.size })
        records.forEach(all::put)
        return all.flip()
    }

    private inline fun <T> AutoCloseable.closedOnFailure(wrong: String, step: () -> T): T {
        var isDone = false
        try {
            return step().also { isDone = true }
        } catch (e: IOException) {
            throw unusable(path, wrong, e)
        } finally {
            if (!isDone) runCatching { close() }
        }
    }

    private companion object {
        /** Below that, cutting the file off after each delivery costs more than it saves. */
        const val SMALL_FILE = 1L shl 20

        /** Part of the largest size that has to be gained for the file to be copied. */
        const val LEAST_WASTE = 4

        /** Events that are written together when the file is written anew. */
        const val CHUNK = 1_024
    }
}
