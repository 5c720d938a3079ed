package com.convert.sdk.internal.tracking.journal

import java.io.IOException
import java.nio.ByteBuffer
import java.nio.MappedByteBuffer
import java.nio.channels.FileChannel
import java.nio.channels.FileLock
import java.nio.channels.ReadableByteChannel
import java.nio.channels.WritableByteChannel

/** How a disk misbehaves. */
internal class Disk {
    /** Bytes that can still be written; the write that needs more writes what fits and fails. */
    var free = Long.MAX_VALUE
    var forceFails = false
    var truncateFails = false
    var forces = 0

    /** Thrown by the next write, once. */
    var error: Error? = null

    /** Whether what is forced really goes to the disk, which takes its time. */
    var isReal = true
}

/** A real channel on a [disk] of the test's making. */
internal class FaultyChannel(private val real: FileChannel, private val disk: Disk) : FileChannel() {
    override fun write(src: ByteBuffer, position: Long): Int {
        disk.error?.let {
            disk.error = null
            throw it
        }
        val fits = minOf(src.remaining().toLong(), disk.free).toInt()
        val part = src.slice().limit(fits)
        val written = real.write(part, position)
        src.position(src.position() + written)
        if (disk.free < Long.MAX_VALUE) disk.free -= written
        if (src.hasRemaining()) throw IOException("No space left on device")
        return written
    }

    override fun write(src: ByteBuffer): Int = write(src, real.position()).also { real.position(real.position() + it) }

    override fun write(srcs: Array<out ByteBuffer>, offset: Int, length: Int): Long =
        throw AssertionError("not scripted")

    override fun force(metaData: Boolean) {
        disk.forces++
        if (disk.forceFails) throw IOException("Input/output error")
        if (disk.isReal) real.force(metaData)
    }

    override fun truncate(size: Long): FileChannel {
        if (disk.truncateFails) throw IOException("Input/output error")
        if (real.size() > size && disk.free < Long.MAX_VALUE) disk.free += real.size() - size
        real.truncate(size)
        return this
    }

    override fun read(dst: ByteBuffer): Int = real.read(dst)

    override fun read(dst: ByteBuffer, position: Long): Int = real.read(dst, position)

    override fun read(dsts: Array<out ByteBuffer>, offset: Int, length: Int): Long = real.read(dsts, offset, length)

    override fun position(): Long = real.position()

    override fun position(newPosition: Long): FileChannel = apply { real.position(newPosition) }

    override fun size(): Long = real.size()

    override fun transferTo(position: Long, count: Long, target: WritableByteChannel): Long {
        val bytes = ByteBuffer.allocate(count.toInt())
        while (bytes.hasRemaining()) real.read(bytes, position + bytes.position())
        return target.write(bytes.flip()).toLong()
    }

    override fun transferFrom(src: ReadableByteChannel, position: Long, count: Long): Long =
        throw AssertionError("not scripted")

    override fun map(mode: MapMode, position: Long, size: Long): MappedByteBuffer = throw AssertionError("not scripted")

    override fun lock(position: Long, size: Long, shared: Boolean): FileLock = throw AssertionError("not scripted")

    override fun tryLock(position: Long, size: Long, shared: Boolean): FileLock = throw AssertionError("not scripted")

    override fun implCloseChannel() = real.close()
}
