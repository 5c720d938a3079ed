package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.error.DurableQueueException
import com.convert.sdk.internal.tracking.TrackedEvent
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.AtomicMoveNotSupportedException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardCopyOption.REPLACE_EXISTING
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE

/**
 * The file behind the durable queue: records between [acknowledged] and [end] wait for delivery, those before have been
 * delivered. It blocks, and is for one thread at a time.
 *
 * After a failure the file is what it was before: the next append begins where the last good record ends.
 */
internal class JournalFile(
    private val path: Path,
    private val maxBytes: Long,
    private val open: (Path) -> FileChannel = { FileChannel.open(it, CREATE, READ, WRITE) },
) : AutoCloseable {
    private val lock = JournalLock.on(path)
    private var channel = try {
        Files.deleteIfExists(sibling)
        open(path)
    } catch (e: IOException) {
        lock.close()
        throw DurableQueueException("the durable queue's journal cannot be opened", e)
    }
    private var acknowledged = JournalFormat.HEADER_SIZE
    private var end = JournalFormat.HEADER_SIZE
    private var spans = ArrayDeque<Long>()
    private var hasTail = false

    private val sibling: Path get() = path.resolveSibling("${path.fileName}.new")

    /** What an earlier process left; to be called once, first. [warn] is told of damage, once. */
    fun recover(warn: (String) -> Unit): List<TrackedEvent> = try {
        take(found(), warn)
    } catch (e: IOException) {
        close()
        throw DurableQueueException("the durable queue's journal cannot be read", e)
    } catch (e: DurableQueueException) {
        close()
        throw e
    }

    private fun found(): Recovered {
        val header = ByteBuffer.allocate(minOf(channel.size(), JournalFormat.HEADER_SIZE).toInt())
        channel.read(header, 0)
        if (!JournalFormat.isHeader(header.flip())) throw DurableQueueException("the file is not a journal of this SDK")
        if (header.limit() < JournalFormat.HEADER_SIZE) begin()
        val position = JournalFormat.readPosition(header)
        val start = position?.takeIf { it in JournalFormat.HEADER_SIZE..channel.size() } ?: JournalFormat.HEADER_SIZE
        val found = JournalReader(channel).read(start)
        // A position that leads nowhere is a wrong one: sending twice is better than not at all.
        return if (found.isUnreadable) JournalReader(channel).read(JournalFormat.HEADER_SIZE) else found
    }

    private fun begin() {
        write(JournalFormat.header(), 0)
        channel.force(true)
        forceFolder()
    }

    private fun take(found: Recovered, warn: (String) -> Unit): List<TrackedEvent> {
        end = found.end
        spans = found.spans
        acknowledged = end - spans.sum()
        val tail = channel.size() - end
        if (tail > 0) dropTail()
        if (tail > 0 || found.damaged > 0) {
            warn("the journal was damaged: ${found.damaged} records skipped, $tail bytes cut off its end")
        }
        return found.events
    }

    /** Whether there is room for a record of [size] bytes after [pending] further ones. */
    fun hasRoom(size: Int, pending: Long): Boolean {
        if (size > JournalFormat.LARGEST_PAYLOAD) return false
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
        if (!channel.isOpen) channel = open(path)
        if (hasTail) dropTail()
        val all = ByteBuffer.allocate(records.sumOf { it.size })
        records.forEach(all::put)
        hasTail = true
        try {
            write(all.flip(), end)
            if (force) channel.force(false)
        } catch (e: IOException) {
            runCatching { dropTail() }.onFailure(e::addSuppressed)
            throw e
        }
        hasTail = false
        records.forEach { spans.add(it.size.toLong()) }
        end += records.sumOf { it.size.toLong() }
    }

    /** The [count] oldest records need not be delivered again. */
    fun acknowledge(count: Int) {
        repeat(count) { acknowledged += spans.removeFirst() }
        if (spans.isEmpty() && acknowledged > SMALL_FILE) return startOver()
        write(JournalFormat.position(acknowledged), JournalFormat.POSITION_AT)
    }

    fun force() = channel.force(false)

    override fun close() {
        try {
            if (channel.isOpen) channel.use { it.force(true) }
        } finally {
            lock.close()
        }
    }

    /** In this order: should the second step not happen, events are sent twice rather than not at all. */
    private fun startOver() {
        write(JournalFormat.position(JournalFormat.HEADER_SIZE), JournalFormat.POSITION_AT)
        channel.truncate(JournalFormat.HEADER_SIZE)
        acknowledged = JournalFormat.HEADER_SIZE
        end = JournalFormat.HEADER_SIZE
    }

    /** Leaves the delivered records behind, if there are enough of them to be worth it. */
    private fun compact(): Boolean {
        if (acknowledged - JournalFormat.HEADER_SIZE < maxBytes / LEAST_WASTE || hasTail) return false
        return try {
            copyWaiting()
            replace()
            true
        } catch (_: IOException) {
            Files.deleteIfExists(sibling)
            false // no room for a second file: what is here stays as it is
        }
    }

    private fun copyWaiting() = open(sibling).use { copy ->
        copy.write(JournalFormat.header())
        var from = acknowledged
        while (from < end) from += channel.transferTo(from, end - from, copy.position(copy.size()))
        copy.force(true)
    }

    private fun replace() {
        channel.close()
        try {
            move()
            end -= acknowledged - JournalFormat.HEADER_SIZE
            acknowledged = JournalFormat.HEADER_SIZE
        } finally {
            channel = open(path)
        }
        forceFolder()
    }

    private fun move() {
        try {
            Files.move(sibling, path, ATOMIC_MOVE)
        } catch (_: AtomicMoveNotSupportedException) {
            Files.move(sibling, path, REPLACE_EXISTING)
        }
    }

    private fun dropTail() {
        channel.truncate(end)
        hasTail = false
    }

    private fun write(bytes: ByteBuffer, at: Long) {
        val start = bytes.position()
        while (bytes.hasRemaining()) channel.write(bytes, at + bytes.position() - start)
    }

    /** Makes the file's name as durable as its content, where the file system can. */
    private fun forceFolder() {
        try {
            FileChannel.open(path.toAbsolutePath().parent, READ).use { it.force(true) }
        } catch (_: IOException) {
            // Some systems cannot open a folder; they write names in time on their own.
        }
    }

    private companion object {
        /** Below that, cutting the file off after each delivery costs more than it saves. */
        const val SMALL_FILE = 1L shl 20

        /** Part of the largest size that has to be gained for the file to be copied. */
        const val LEAST_WASTE = 4
    }
}
