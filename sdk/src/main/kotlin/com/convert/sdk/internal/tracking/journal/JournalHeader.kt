package com.convert.sdk.internal.tracking.journal

import java.nio.ByteBuffer
import java.nio.channels.FileChannel

/** What the first bytes of a file say about it. */
internal sealed interface JournalHeader {
    /** Of the first undelivered record; `null` when it is not known. */
    val position: Long? get() = null

    /** Nothing is in the file but, at most, a header that was not written to its end. */
    data object Unfinished : JournalHeader

    /** A journal of this version, which its version byte may not say when it [isDamaged]. */
    data class Current(override val position: Long?, val isDamaged: Boolean) : JournalHeader

    /** A journal of the first version. */
    data class First(override val position: Long?) : JournalHeader

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
            return current(bytes, channel) ?: other(bytes, channel)
        }

        /** `null` when the checksum is not this version's. */
        private fun current(header: ByteBuffer, channel: FileChannel): Current? {
            if (header.limit() < JournalFormat.HEADER_SIZE) return null
            val bytes = ByteArray(JournalFormat.POSITION_SIZE)
            val fields = ByteBuffer.wrap(bytes)
            header.get(JournalFormat.POSITION_AT.toInt(), bytes)
            val position = fields.getLong()
            val mark = fields.getInt()
            if (JournalFormat.positionCrc(bytes) != fields.getInt()) return null
            val isThere = position in JournalFormat.HEADER_SIZE..channel.size() && channel.markBefore(position) == mark
            return Current(position.takeIf { isThere }, isDamaged = version(header) != JournalFormat.VERSION)
        }

        private fun other(header: ByteBuffer, channel: FileChannel): JournalHeader {
            val version = version(header)
            return when {
                version > JournalFormat.VERSION -> Later(version)
                version < FirstFormat.VERSION -> Unknown
                header.limit() < JournalFormat.HEADER_SIZE -> Unfinished
                version == FirstFormat.VERSION -> First(FirstFormat.position(header, channel.size()))
                else -> Current(position = null, isDamaged = true)
            }
        }

        private fun version(header: ByteBuffer) = header[JournalFormat.NAME.size].toInt() and BYTE

        private const val BYTE = 0xFF
    }
}
