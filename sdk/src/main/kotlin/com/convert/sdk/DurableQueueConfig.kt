package com.convert.sdk

import com.convert.sdk.error.InvalidConfigException
import org.jspecify.annotations.NullMarked
import java.nio.file.Files
import java.nio.file.Path

/** Where and how queued events are kept, so that they survive the process. */
public class DurableQueueConfig private constructor(builder: Builder) {
    /**
     * The journal. One process at a time: a second one that asks for it is refused at start. Beside it is a file with
     * `.lock` after its name, empty, which says so and stays there, and shortly, now and then, one with `.new`: its
     * successor, without what was delivered. The folder needs room for both. What is damaged in it is kept in up to
     * eight files with `.damaged-` and the time after its name, of at most 16 MiB each.
     */
    public val file: Path = builder.file

    /** When written events reach the disk. Default [SyncPolicy.EVERY_EVENT]. */
    public val sync: SyncPolicy = builder.sync

    /** Size the journal may have; events beyond it are refused and counted. Default 64 MiB. */
    public val maxBytes: Long = builder.maxBytes

    /** A builder that starts from these settings. */
    public fun newBuilder(): Builder = Builder(this)

    override fun toString(): String = "DurableQueueConfig(file=$file, sync=$sync, maxBytes=$maxBytes)"

    /** Collects settings; [build] checks them. */
    public class Builder public constructor(
        /** See [DurableQueueConfig.file]. Its folder must exist and be writable; the file need not exist. */
        public var file: Path,
    ) {
        /** See [DurableQueueConfig.sync]. */
        public var sync: SyncPolicy = SyncPolicy.EVERY_EVENT

        /** See [DurableQueueConfig.maxBytes]. From 64 KiB to 1 TiB. */
        public var maxBytes: Long = 64L shl 20

        internal constructor(from: DurableQueueConfig) : this(from.file) {
            sync = from.sync
            maxBytes = from.maxBytes
        }

        /** @throws InvalidConfigException when a setting is out of its bounds, or the file cannot be there. */
        public fun build(): DurableQueueConfig {
            checkFile()
            requireSetting("durableQueue.maxBytes", maxBytes in MIN_BYTES..MAX_BYTES) {
                "$MIN_BYTES to $MAX_BYTES bytes, was $maxBytes"
            }
            return DurableQueueConfig(this)
        }

        private fun checkFile() {
            val folder = file.toAbsolutePath().parent
            requireSetting(FILE, !Files.isDirectory(file)) { "a file, but $file is a folder; add a name to it" }
            requireSetting(FILE, folder != null && Files.exists(folder)) {
                "a file in a folder that exists, was $file; create $folder first"
            }
            requireSetting(FILE, Files.isDirectory(folder)) { "a file in a folder, was $file, but $folder is a file" }
            requireSetting(FILE, Files.isWritable(folder)) {
                "a file in a folder that can be written to, was $file; let this process write to $folder"
            }
            requireSetting(FILE, Files.notExists(file) || Files.isReadable(file) && Files.isWritable(file)) {
                "a file that can be read and written, was $file; let this process do both"
            }
        }
    }

    private companion object {
        private const val FILE = "durableQueue.file"
        private const val MIN_BYTES = 64L shl 10
        private const val MAX_BYTES = 1L shl 40
    }
}

/** When events in a journal are forced to disk. */
@NullMarked
public enum class SyncPolicy {
    /** Before the tracking call returns: nothing it accepted is lost, even when the machine loses power. */
    EVERY_EVENT,

    /** With each batch that is sent, and on flush and close: a power cut may lose the events since. */
    EVERY_BATCH,

    /** When the operating system sees fit: a killed process loses nothing, a power cut may. */
    NEVER,
}
