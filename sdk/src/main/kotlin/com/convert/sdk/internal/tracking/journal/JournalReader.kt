package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.internal.tracking.TrackedEvent
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.channels.FileChannel

/** Reads the records of a journal, and survives whatever it finds. */
internal class JournalReader(private val channel: FileChannel) {
    private val size = channel.size()

    /** All records from [start] on, up to the first from which on nothing makes sense. */
    fun read(start: Long): Recovered {
        val recovered = Recovered(start)
        while (true) {
            val payload = payloadAt(recovered.end)
            when {
                payload != null -> recovered.add(payload)
                // One damaged record between good ones costs itself only.
                isFollowedByRecord(recovered.end) -> recovered.skip(spanAt(recovered.end))
                else -> return recovered.also { it.finish(size) }
            }
        }
    }

    private fun isFollowedByRecord(position: Long): Boolean {
        val span = spanAt(position)
        return span > 0 && payloadAt(position + span) != null
    }

    /** Bytes of the record at [position], header included; zero when there cannot be one. */
    private fun spanAt(position: Long): Long {
        val length = bytes(position, Int.SIZE_BYTES)?.int ?: return 0
        val span = JournalFormat.RECORD_OVERHEAD + length.toLong()
        return if (length in 1..JournalFormat.LARGEST_PAYLOAD && position + span <= size) span else 0
    }

    private fun payloadAt(position: Long): ByteArray? {
        val span = spanAt(position)
        if (span == 0L) return null
        val record = bytes(position, span.toInt()) ?: return null
        record.int
        val crc = record.int
        val payload = ByteArray(record.remaining()).also(record::get)
        return payload.takeIf { JournalFormat.crc(it) == crc }
    }

    private fun bytes(position: Long, count: Int): ByteBuffer? {
        if (position + count > size) return null
        val buffer = ByteBuffer.allocate(count)
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) return null
        }
        return buffer.flip()
    }
}

/** What a journal had in it. */
internal class Recovered(var end: Long) {
    val events = ArrayList<TrackedEvent>()

    /** Bytes from one event to the next, in the order of [events]. */
    val spans = ArrayDeque<Long>()

    /** Whether there is something, and none of it makes sense. */
    var isUnreadable = false
        private set

    /** Records that could not be read, each between others that could. */
    var damaged = 0
        private set

    private var skipped = 0L

    fun add(payload: ByteArray) {
        val span = JournalFormat.RECORD_OVERHEAD + payload.size.toLong()
        try {
            events.add(StoredEvent.decode(payload))
        } catch (_: IOException) {
            return skip(span)
        }
        end += span
        spans.add(skipped + span)
        skipped = 0
    }

    fun finish(size: Long) {
        isUnreadable = spans.isEmpty() && damaged == 0 && end < size
        if (spans.isNotEmpty()) spans[spans.lastIndex] += skipped
        skipped = 0
    }

    fun skip(span: Long) {
        damaged++
        skipped += span
        end += span
    }
}
