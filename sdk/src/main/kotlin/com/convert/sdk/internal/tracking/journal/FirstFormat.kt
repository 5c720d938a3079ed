package com.convert.sdk.internal.tracking.journal

import java.nio.ByteBuffer
import java.nio.channels.FileChannel

/**
 * Reads journals of version 1, whose records are 4 bytes for the length of the payload, 4 for the CRC-32C of both, and
 * the payload. Its header has no mark, and its last 4 bytes are unused. Behind damage that is not a single record's,
 * every later byte is tried as the begin of a record.
 */
internal class FirstFormat(private val channel: FileChannel) {
    private val size = channel.size()

    fun read(start: Long): Recovered {
        val recovered = Recovered(start)
        var at = start
        while (at < size) {
            val span = spanAt(at)
            val payload = payloadAt(at, span, LARGEST)
            when {
                payload != null -> recovered.add(payload, at until at + span)
                span > 0 && payloadAt(at + span, spanAt(at + span), LARGEST) != null ->
                    recovered.addDamage(at until at + span)
                else -> {
                    val next = nextRecord(at + 1)
                    recovered.addDamage(at until next)
                    at = next
                    continue
                }
            }
            at += span
        }
        return recovered
    }

    private fun nextRecord(from: Long): Long =
        (from until size).firstOrNull { payloadAt(it, spanAt(it), USUAL) != null } ?: size

    /** Bytes of the record at [position], header included; zero when there cannot be one. */
    private fun spanAt(position: Long): Long {
        val length = channel.bytes(position, Int.SIZE_BYTES).takeIf { it.limit() == Int.SIZE_BYTES }?.int ?: return 0
        val span = OVERHEAD + length.toLong()
        return if (length in 1..LARGEST && position + span <= size) span else 0
    }

    private fun payloadAt(position: Long, span: Long, largest: Int): ByteArray? {
        if (span == 0L || span > largest) return null
        val record = channel.bytes(position, span.toInt())
        record.int
        val crc = record.int
        return ByteArray(record.remaining()).also(record::get).takeIf { JournalFormat.crc(it) == crc }
    }

    companion object {
        const val VERSION = 1

        private const val OVERHEAD = 8
        private const val LARGEST = 16 shl 20

        /** More is not looked for behind damage, where each try costs the reading of as much. */
        private const val USUAL = 64 shl 10

        /** The position in [header] of a file of [size] bytes; `null` when it is damaged. */
        fun position(header: ByteBuffer, size: Long): Long? {
            val bytes = ByteArray(Long.SIZE_BYTES).also { header.get(JournalFormat.POSITION_AT.toInt(), it) }
            val crc = header.getInt(JournalFormat.POSITION_AT.toInt() + bytes.size)
            val position = ByteBuffer.wrap(bytes).getLong()
            val isSound = JournalFormat.crc(bytes, bytes.size) == crc && position in JournalFormat.HEADER_SIZE..size
            return position.takeIf { isSound }
        }
    }
}
