package com.convert.sdk.internal.tracking.journal

import java.nio.ByteBuffer
import java.util.zip.CRC32C

/*
 * A journal is a header and records, all numbers big-endian:
 *
 *     header   7 bytes  name of the format
 *              1 byte   its version, 2
 *              8 bytes  position of the first record that has not been delivered
 *              4 bytes  CRC-32C of the (up to) 32 bytes of records before this position
 *              4 bytes  CRC-32C of the version and these twelve
 *     record   1 byte   C0
 *                       the payload, a StoredEvent; then 4 bytes, CRC-32C of its length and of itself.
 *                       In both, C0 is written as DB DC, and DB as DB DD.
 *              1 byte   C0
 *
 * So a C0 is the border of a record wherever it stands, no payload can look like a record, and behind damage of any
 * kind the next record is found by its border. Records are only ever appended. The one place that is overwritten is the
 * position in the header; when that is wrong, events are sent twice, not lost.
 *
 * Name and version stay where they are in all versions to come. A header whose checksum holds is this version's, so a
 * damaged version byte is not taken for a later version. Version 1 is read by FirstFormat.
 */

/** The bytes of a journal's header and records. */
internal object JournalFormat {
    const val VERSION = 2
    const val HEADER_SIZE = 24L
    const val POSITION_AT = 8L
    const val POSITION_SIZE = 16
    const val BORDER = 0xC0.toByte()

    /** Bytes of a record besides its payload, when nothing in it needs an escape. */
    const val RECORD_OVERHEAD = 6

    /** Larger than any event; more without a border is damage and is not read into memory. */
    const val LARGEST_RECORD = 16 shl 20

    /** Bytes before a position that it is checked by. */
    const val MARK_SIZE = 32

    val NAME: ByteArray = "CVTJRNL".toByteArray()

    /** Where the version is. */
    val VERSION_BYTE: LongRange = POSITION_AT - 1..<POSITION_AT

    private const val ESCAPE = 0xDB.toByte()
    private const val ESCAPED_BORDER = 0xDC.toByte()
    private const val ESCAPED_ESCAPE = 0xDD.toByte()

    fun header(): ByteBuffer {
        val bytes = ByteBuffer.allocate(HEADER_SIZE.toInt())
        return bytes.put(NAME).put(VERSION.toByte()).put(position(HEADER_SIZE, mark = crc(byteArrayOf(), 0))).flip()
    }

    fun position(value: Long, mark: Int): ByteBuffer {
        val bytes = ByteBuffer.allocate(POSITION_SIZE).putLong(value).putInt(mark)
        return bytes.putInt(positionCrc(bytes.array())).flip()
    }

    /** Of the version, and of all in [position] but its own checksum. */
    fun positionCrc(position: ByteArray): Int {
        val crc = CRC32C()
        crc.update(VERSION)
        crc.update(position, 0, POSITION_SIZE - Int.SIZE_BYTES)
        return crc.value.toInt()
    }

    fun record(payload: ByteArray): ByteArray {
        val plain = ByteBuffer.allocate(payload.size + Int.SIZE_BYTES).put(payload).putInt(crc(payload)).array()
        val record = ByteArray(plain.size + 2 + plain.count { it == BORDER || it == ESCAPE })
        var at = 0
        record[at++] = BORDER
        for (byte in plain) {
            if (byte == BORDER || byte == ESCAPE) {
                record[at++] = ESCAPE
                record[at++] = if (byte == BORDER) ESCAPED_BORDER else ESCAPED_ESCAPE
            } else {
                record[at++] = byte
            }
        }
        record[at] = BORDER
        return record
    }

    /** The payload in the first [size] of [bytes], which stood between two borders; `null` when they are damaged. */
    fun payload(bytes: ByteArray, size: Int): ByteArray? {
        val plain = ByteBuffer.allocate(size)
        var at = 0
        while (at < size) {
            val byte = bytes[at++]
            if (byte == ESCAPE && at == size) return null
            plain.put(if (byte == ESCAPE) unescaped(bytes[at++]) ?: return null else byte)
        }
        val payloadSize = plain.flip().limit() - Int.SIZE_BYTES
        if (payloadSize <= 0) return null
        return plain.array().copyOf(payloadSize).takeIf { crc(it) == plain.getInt(payloadSize) }
    }

    private fun unescaped(byte: Byte): Byte? = when (byte) {
        ESCAPED_BORDER -> BORDER
        ESCAPED_ESCAPE -> ESCAPE
        else -> null
    }

    /** Over the length too, so that a run of zeros is not a record. */
    fun crc(payload: ByteArray): Int {
        val crc = CRC32C()
        crc.update(ByteBuffer.allocate(Int.SIZE_BYTES).putInt(payload.size).flip())
        crc.update(payload)
        return crc.value.toInt()
    }

    fun crc(bytes: ByteArray, size: Int): Int = CRC32C().apply { update(bytes, 0, size) }.value.toInt()
}
