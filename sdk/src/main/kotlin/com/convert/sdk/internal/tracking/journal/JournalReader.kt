package com.convert.sdk.internal.tracking.journal

import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.channels.FileChannel

/** Reads the records of a journal, whatever else is between them. It writes nothing, and reads each byte once. */
internal class JournalReader(private val channel: FileChannel) {
    private val size = channel.size()

    /** Bytes since the last border. */
    private val piece = Piece()
    private var pieceStart = 0L
    private lateinit var recovered: Recovered

    /** To be called once. */
    fun read(start: Long): Recovered {
        recovered = Recovered(start)
        pieceStart = start
        val chunk = ByteBuffer.allocate(CHUNK)
        var at = start
        while (true) {
            val count = if (at < size) channel.read(chunk.clear(), at) else 0
            if (count <= 0) break
            take(chunk.array(), count, at)
            at += count
        }
        endPiece(at)
        return recovered
    }

    private fun take(bytes: ByteArray, count: Int, position: Long) {
        var from = 0
        for (index in 0 until count) {
            if (bytes[index] != JournalFormat.BORDER) continue
            piece.add(bytes, from, index)
            endPiece(position + index)
            from = index + 1
        }
        piece.add(bytes, from, count)
    }

    /** A border is at [end], or the file ends there: then a record may be whole but for its second border. */
    private fun endPiece(end: Long) {
        if (end > pieceStart) {
            val payload = piece.payload()
            // With its borders, of which the first is missing if the file begins here.
            val first = maxOf(pieceStart - 1, 0)
            val last = minOf(end, size - 1)
            if (payload == null) recovered.addDamage(first..last) else recovered.add(payload, first..last)
        }
        piece.clear()
        pieceStart = end + 1
    }

    private class Piece {
        private val bytes = Bytes()
        private var isTooLarge = false

        fun add(from: ByteArray, start: Int, end: Int) {
            isTooLarge = isTooLarge || bytes.size() + end - start > JournalFormat.LARGEST_RECORD
            if (isTooLarge) bytes.reset() else bytes.write(from, start, end - start)
        }

        fun payload(): ByteArray? = if (isTooLarge) null else JournalFormat.payload(bytes.array(), bytes.size())

        fun clear() {
            bytes.reset()
            isTooLarge = false
        }
    }

    /** Gives its content without a copy. */
    private class Bytes : ByteArrayOutputStream() {
        fun array(): ByteArray = buf
    }

    private companion object {
        const val CHUNK = 64 shl 10
    }
}
