package com.convert.sdk.internal.tracking.journal

import java.nio.ByteBuffer
import java.nio.channels.FileChannel

/** What the first bytes of a file say about it. */
internal sealed interface JournalHeader {
    /** Nothing is in the file but, at most, a header that was not written to its end. */
    data object Unfinished : JournalHeader

    /** A journal of this version, whose first undelivered record is at [position]; `null` when that is damaged. */
    data class Current(val position: Long?) : JournalHeader

    /** A journal of the first version, with the same in [position]. */
    data class First(val position: Long?) : JournalHeader

    /** A journal of a [version] that this release does not know. */
    data class Later(val version: Int) : JournalHeader

    /** No journal, or one whose first bytes are damaged. */
    data object Unknown : JournalHeader

    companion object {
        /** Reads without changing anything. */
        fun of(channel: FileChannel): JournalHeader {
            val bytes = channel.bytes(0, JournalFormat.HEADER_SIZE.toInt())
            val named = minOf(bytes.limit(), JournalFormat.NAME.size)
            if ((0 until named).any { bytes[it] != JournalFormat.NAME[it] }) return Unknown
            if (bytes.limit() == named) return Unfinished
            val version = bytes[named].toInt() and BYTE
            return when {
                version > JournalFormat.VERSION -> Later(version)
                version < FirstFormat.VERSION -> Unknown
                bytes.limit() < JournalFormat.HEADER_SIZE -> Unfinished
                version == FirstFormat.VERSION -> First(FirstFormat.position(bytes, channel.size()))
                else -> Current(position(bytes, channel))
            }
        }

        private fun position(header: ByteBuffer, channel: FileChannel): Long? {
            val bytes = ByteArray(JournalFormat.POSITION_SIZE).also { header.get(JournalFormat.POSITION_AT.toInt(), it) }
            val fields = ByteBuffer.wrap(bytes)
            val position = fields.getLong()
            val mark = fields.getInt()
            val isSound = JournalFormat.crc(bytes, fields.position()) == fields.getInt() &&
                position in JournalFormat.HEADER_SIZE..channel.size() &&
                channel.markBefore(position) == mark
            return position.takeIf { isSound }
        }

        private const val BYTE = 0xFF
    }
}
