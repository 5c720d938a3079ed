package com.convert.sdk.internal.config.loading

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.config.reading.SnapshotReader
import com.convert.sdk.internal.json.VariableWarnings
import com.convert.sdk.internal.runtime.OutageLog
import com.convert.sdk.internal.runtime.timeSince
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.IOException
import java.nio.file.attribute.FileTime
import kotlin.time.Duration

/** The last configuration that loaded, kept in a file. Failures are logged and never reach callers. */
internal class ConfigCache(
    private val file: AtomicFile,
    private val format: ConfigCacheFormat,
    private val environment: String?,
    private val outage: OutageLog,
    private val io: CoroutineDispatcher = Dispatchers.IO,
    private val warnings: VariableWarnings = VariableWarnings.NONE,
    private val ageOf: (FileTime) -> Duration = ::timeSince,
) {
    /** Digest of what this process wrote last; texts are written one at a time. */
    @Volatile
    private var written: String? = null

    /** The configuration in the file; `null` when there is none, or none to be trusted. */
    suspend fun read(): ConfigSnapshot? = guarded("read") {
        val bytes = file.read(MAX_BYTES) ?: return@guarded null
        SnapshotReader.read(format.read(bytes), environment, warnings)
    }

    /** Time since the file was written; `null` when that cannot be said. */
    suspend fun age(): Duration? = guarded("read") {
        file.lastModified()?.let(ageOf)
    }

    /** Keeps [text], which must have been read as a configuration before. */
    suspend fun write(text: String) {
        guarded("written") {
            val digest = format.digest(text)
            if (digest == written && file.exists) return@guarded
            val bytes = format.write(text)
            if (bytes.size > MAX_BYTES) throw IOException("more than $MAX_BYTES bytes")
            file.write(bytes)
            written = digest
            outage.succeeded { "no decision was affected" }
        }
    }

    private suspend fun <T> guarded(what: String, access: () -> T): T? = withContext(io) {
        try {
            access()
        } catch (e: CancellationException) {
            throw e
        } catch (e: InvalidConfigException) {
            outage.failed("not $what (${e.message}); ignored")
            null
        } catch (e: Exception) {
            outage.failed("not $what (${reason(e)}); ignored")
            null
        }
    }

    /** Of a failure that the system reports, the kind only: its message is a path. */
    private fun reason(e: Exception) = if (e.javaClass == IOException::class.java) e.message else e.javaClass.simpleName

    private companion object {
        /** Of the largest configuration the SDK takes, 64 MiB, with the header. */
        const val MAX_BYTES = 64 * 1024 * 1024 + 1024
    }
}
