package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.error.DurableQueueException
import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.channels.FileLock
import java.nio.channels.OverlappingFileLockException
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.WRITE

/**
 * Keeps a journal to one user at a time, on this machine and in this JVM. The lock is on a file beside the journal,
 * which stays there: the journal itself is replaced now and then.
 */
internal class JournalLock private constructor(private val channel: FileChannel) : AutoCloseable {
    /** The operating system takes the lock back with the channel, and when the process ends in whatever way. */
    override fun close() = channel.close()

    internal companion object {
        /** @throws DurableQueueException when somebody else has it, or the file cannot be made. */
        fun on(journal: Path): JournalLock {
            val channel = try {
                FileChannel.open(journal.resolveSibling("${journal.fileName}.lock"), CREATE, WRITE)
            } catch (e: IOException) {
                throw DurableQueueException("the durable queue's lock file cannot be opened", e)
            }
            if (tryLock(channel) != null) return JournalLock(channel)
            channel.close()
            throw DurableQueueException("the durable queue is in use by another process or SDK instance")
        }

        private fun tryLock(channel: FileChannel): FileLock? = try {
            channel.tryLock()
        } catch (_: OverlappingFileLockException) {
            null // this JVM has it
        } catch (e: IOException) {
            channel.close()
            throw DurableQueueException("the durable queue's lock file cannot be locked", e)
        }
    }
}
