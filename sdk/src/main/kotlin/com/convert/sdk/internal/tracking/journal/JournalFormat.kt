package com.convert.sdk.internal.tracking.journal

import java.nio.ByteBuffer
import java.util.zip.CRC32C

/*
 * A journal is a header and records, all numbers big-endian:
 *
 *     header   8 bytes  name and version of the format
 *              8 bytes  where the first record is that has not been delivered
 *              4 bytes  CRC-32C of these eight
 *              4 bytes  unused
 *     record   4 bytes  length of the payload
 *              4 bytes  CRC-32C of the length and the payload
 *                       the payload, a StoredEvent
 *
 * Records are only ever appended. The one place that is written over is the position in the header; when that goes
 * wrong, events are sent twice, not lost.
 */

/** The bytes of a journal's header and records. */
internal object JournalFormat {
    const val HEADER_SIZE = 24L
    const val POSITION_AT = 8L
    const val RECORD_OVERHEAD = 8

    /** Larger than any event, so that a damaged length is noticed before so much memory is asked for. */
    const val LARGEST_PAYLOAD = 16 shl 20

    private const val POSITION_SIZE = 12
    private val NAME = byteArrayOf('C'.code.toByte(), 'V'.code.toByte(), 'T'.code.toByte()) + "JRNL".toByteArray() + 1

    fun header(): ByteBuffer =
        ByteBuffer.allocate(HEADER_SIZE.toInt()).put(NAME).put(position(HEADER_SIZE)).putInt(0).flip()

    /** Whether [bytes] are a header, or the beginning of one that was not written to its end. */
    fun isHeader(bytes: ByteBuffer): Boolean = (0 until minOf(bytes.limit(), NAME.size)).all { bytes[it] == NAME[it] }

    fun position(value: Long): ByteBuffer {
        val bytes = ByteBuffer.allocate(POSITION_SIZE).putLong(value)
        return bytes.putInt(crc(bytes.array(), 0, Long.SIZE_BYTES)).flip()
    }

    /** The position in [header], or `null` when it was not written to its end. */
    fun readPosition(header: ByteBuffer): Long? {
        if (header.limit() < HEADER_SIZE) return null
        val value = header.getLong(POSITION_AT.toInt())
        val crc = header.getInt(POSITION_AT.toInt() + Long.SIZE_BYTES)
        return value.takeIf { crc(header.array(), POSITION_AT.toInt(), Long.SIZE_BYTES) == crc }
    }

    fun record(payload: ByteArray): ByteArray {
        val bytes = ByteBuffer.allocate(RECORD_OVERHEAD + payload.size)
        return bytes.putInt(payload.size).putInt(crc(payload)).put(payload).array()
    }

    /** Over the length too, so that a run of zeros is not a record. */
    fun crc(payload: ByteArray): Int {
        val crc = CRC32C()
        crc.update(ByteBuffer.allocate(Int.SIZE_BYTES).putInt(payload.size).flip())
        crc.update(payload)
        return crc.value.toInt()
    }

    private fun crc(bytes: ByteArray, from: Int, length: Int): Int =
        CRC32C().apply { update(bytes, from, length) }.value.toInt()
}
