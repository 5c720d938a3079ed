package com.convert.sdk.internal.config.loading

import java.io.IOException
import java.nio.ByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.StandardCopyOption.REPLACE_EXISTING
import java.nio.file.StandardOpenOption
import java.nio.file.attribute.BasicFileAttributes
import java.nio.file.attribute.FileTime
import java.nio.file.attribute.PosixFilePermissions

/**
 * A file that others see in its old or its new state, never between. The folder has to exist; on POSIX systems only the
 * owner may read or write the file. All functions block.
 *
 * @property put writes bytes to a file and makes sure that they are on the disk.
 */
internal class AtomicFile(private val path: Path, private val put: (Path, ByteArray) -> Unit = ::putOnDisk) {
    private val folder: Path = path.toAbsolutePath().parent ?: path.toAbsolutePath()

    val exists: Boolean get() = Files.exists(path)

    /** Its bytes, or `null` when there is no such file. Fails when it has more than [limit] or is no regular file. */
    fun read(limit: Int): ByteArray? {
        val attributes = try {
            Files.readAttributes(path, BasicFileAttributes::class.java)
        } catch (_: NoSuchFileException) {
            return null
        }
        // A pipe or device could keep the reader for ever.
        if (!attributes.isRegularFile) throw IOException("not a regular file")
        val bytes = Files.newInputStream(path).use { it.readNBytes(limit + 1) }
        if (bytes.size > limit) throw IOException("more than $limit bytes")
        return bytes
    }

    /** When it was written; `null` when there is no such file. */
    fun lastModified(): FileTime? = if (exists) Files.getLastModifiedTime(path) else null

    fun write(bytes: ByteArray) {
        val temporary = createTemporary()
        try {
            put(temporary, bytes)
            Files.move(temporary, path, ATOMIC_MOVE, REPLACE_EXISTING)
        } finally {
            Files.deleteIfExists(temporary)
        }
        settleFolder()
    }

    private fun createTemporary(): Path {
        val isPosix = "posix" in path.fileSystem.supportedFileAttributeViews()
        val attributes = if (isPosix) arrayOf(PosixFilePermissions.asFileAttribute(ownerOnly)) else emptyArray()
        return Files.createTempFile(folder, "${path.fileName}.", ".tmp", *attributes)
    }

    /** Makes the new name last. Not every system can do that, and the content is safe already. */
    private fun settleFolder() {
        try {
            FileChannel.open(folder, StandardOpenOption.READ).use { it.force(true) }
        } catch (_: IOException) {
            return
        }
    }

    private companion object {
        val ownerOnly = PosixFilePermissions.fromString("rw-------")
    }
}

private fun putOnDisk(path: Path, bytes: ByteArray) = FileChannel.open(path, StandardOpenOption.WRITE).use { channel ->
    val rest = ByteBuffer.wrap(bytes)
    while (rest.hasRemaining()) channel.write(rest)
    channel.force(true)
}
