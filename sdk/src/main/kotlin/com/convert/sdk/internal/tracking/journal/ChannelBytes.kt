package com.convert.sdk.internal.tracking.journal

import java.nio.ByteBuffer
import java.nio.channels.FileChannel

/** Up to [count] bytes from [position] on; fewer at the end of the file. */
internal fun FileChannel.bytes(position: Long, count: Int): ByteBuffer {
    val buffer = ByteBuffer.allocate(count)
    while (buffer.hasRemaining()) {
        if (read(buffer, position + buffer.position()) < 0) break
    }
    return buffer.flip()
}

/** Writes all of [bytes] from [position] on. */
internal fun FileChannel.writeAll(bytes: ByteBuffer, position: Long) {
    val start = bytes.position()
    while (bytes.hasRemaining()) write(bytes, position + bytes.position() - start)
}

/** What the records before [position] are known by: see [JournalFormat]. */
internal fun FileChannel.markBefore(position: Long): Int {
    val from = maxOf(JournalFormat.HEADER_SIZE, position - JournalFormat.MARK_SIZE)
    val bytes = bytes(from, (position - from).toInt())
    return JournalFormat.crc(bytes.array(), bytes.limit())
}
