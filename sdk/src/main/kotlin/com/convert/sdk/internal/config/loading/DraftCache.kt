package com.convert.sdk.internal.config.loading

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.internal.runtime.supervised
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlin.time.ComparableTimeMark
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/** Fetches experiences for previews, each at most once a minute however often it is asked for. */
internal class DraftCache(
    parent: CoroutineScope,
    private val time: TimeSource.WithComparableMarks = TimeSource.Monotonic,
    private val fetch: suspend (experienceId: String) -> ConfigSnapshot,
) {
    private val scope = parent.supervised()
    private val lock = Any()
    private val recent = LinkedHashMap<String, Draft>()

    /** A failure is not remembered. The request goes on when the caller is cancelled: others may want its answer. */
    suspend fun get(experienceId: String): ConfigSnapshot = try {
        synchronized(lock) { recall(experienceId) }.snapshot.await()
    } catch (e: CancellationException) {
        currentCoroutineContext().ensureActive()
        throw IllegalStateException("this instance is closed", e)
    }

    private fun recall(experienceId: String): Draft {
        recent.values.removeIf { it.fetched.elapsedNow() >= LIFETIME || it.hasFailed }
        recent[experienceId]?.let { return it }
        // An id may come from a link that anyone can write: the oldest are dropped first.
        if (recent.size == MAX_DRAFTS) recent.remove(recent.keys.first())
        val snapshot = scope.async(CoroutineName("convert-draft")) { fetch(experienceId) }
        return Draft(snapshot, time.markNow()).also { recent[experienceId] = it }
    }

    private class Draft(val snapshot: Deferred<ConfigSnapshot>, val fetched: ComparableTimeMark) {
        val hasFailed: Boolean get() = snapshot.isCancelled
    }

    private companion object {
        val LIFETIME = 60.seconds
        const val MAX_DRAFTS = 64
    }
}
