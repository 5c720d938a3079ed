package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.error.DurableQueueException
import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.channels.FileLock
import java.nio.channels.OverlappingFileLockException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.WRITE
import java.util.concurrent.ConcurrentLinkedQueue

/**
 * Keeps a journal to one user at a time, on this machine and in this JVM. The lock is on a file beside the journal,
 * which stays there: the journal itself is replaced now and then.
 */
internal class JournalLock private constructor(
    /** The file's real path, whatever name it was asked for by. */
    val journal: Path,
    private val held: HeldJournals.Held,
    private val channel: FileChannel,
) : AutoCloseable {
    /** To be called when another file has taken the journal's name. */
    fun refresh() = held.refresh()

    /** The operating system takes the lock back with the channel, and when the process ends in whatever way. */
    override fun close() = held.use { channel.close() }

    internal companion object {
        /** Channels whose closing would take the lock away from another part of this JVM. */
        private val leftOpen = ConcurrentLinkedQueue<FileChannel>()

        /**
         * Makes [path] if it is not there, and locks it.
         *
         * @throws DurableQueueException when it is in use, or it or its lock file cannot be made.
         */
        fun on(path: Path): JournalLock {
            try {
                val journal = realPath(path)
                val held = HeldJournals.enter(journal) ?: throw inUse(journal)
                return lock(journal, held)
            } catch (e: IOException) {
                throw unusable(path, "cannot be opened", e)
            }
        }

        /** Through all links, so that a journal has one lock whatever it is called by. */
        private fun realPath(path: Path): Path {
            if (Files.notExists(path)) Files.newByteChannel(path, CREATE, WRITE).close()
            return path.toRealPath()
        }

        private fun lock(journal: Path, held: HeldJournals.Held): JournalLock {
            var lock: JournalLock? = null
            try {
                val channel = FileChannel.open(journal.resolveSibling("${journal.fileName}.lock"), CREATE, WRITE)
                lock = JournalLock(journal, held, channel).takeIf { tryLock(journal, channel) != null }
                return lock ?: throw inUse(journal).also { channel.close() }
            } finally {
                if (lock == null) held.close()
            }
        }

        private fun tryLock(journal: Path, channel: FileChannel): FileLock? = try {
            channel.tryLock()
        } catch (_: OverlappingFileLockException) {
            leftOpen.add(channel)
            throw inUse(journal)
        } catch (e: IOException) {
            channel.close()
            throw unusable(journal, "cannot be locked", e)
        }

        private fun inUse(journal: Path) =
            unusable(journal, "is in use by another process or SDK instance; give each instance a file of its own")
    }
}
