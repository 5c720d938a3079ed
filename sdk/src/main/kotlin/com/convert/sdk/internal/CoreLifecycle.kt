package com.convert.sdk.internal

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConfigSource
import com.convert.sdk.CoreState
import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.config.loading.ConfigFeed
import com.convert.sdk.internal.config.loading.ConfigNews
import com.convert.sdk.internal.config.loading.failureReason
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.runtime.SingleFlight
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.updateAndGet

/**
 * The configuration an instance has, and how it gets the first and the next one.
 *
 * ```
 * Created ─► Loading ─► Ready        (a refresh replaces the snapshot, not the state; except that one
 *    ▲          │ ▲       │           from the servers ends being Ready from the cache)
 *    │          ▼ │       ▼
 *    └─────── Failed   Closed        (from any state)
 * ```
 *
 * @property background for a start that callers do not wait for; [startInBackground] begins it.
 */
internal class CoreLifecycle(
    scope: CoroutineScope,
    private val feed: ConfigFeed,
    private val events: EventSink,
    private val news: ConfigNews? = null,
    private val background: BackgroundStart? = null,
    private val prepare: suspend () -> Unit = {},
    private val onReady: () -> Unit,
) {
    private val starting = SingleFlight(scope, "convert-initialize", ::start)
    private val current = MutableStateFlow<CoreState>(CoreState.Created)

    val state: StateFlow<CoreState> get() = current.asStateFlow()

    private val publishing = Any()

    /** The snapshot, from the moment on that it was announced. */
    @Volatile
    private var published: ConfigSnapshot? = null

    /** The first snapshot, while it is being announced and ever after. For the holder of [publishing]. */
    private var announced: ConfigSnapshot? = null

    /** Who asks while the first one is being announced waits for that: an event of a visitor comes after Ready. */
    val snapshot: ConfigSnapshot? get() = published ?: synchronized(publishing) { announced }

    fun requireSnapshot(): ConfigSnapshot {
        val snapshot = snapshot
        if (snapshot != null && current.value !== CoreState.Closed) return snapshot
        requireOpen()
        if (background != null) return ConfigSnapshot.NONE
        throw missing(current.value)
    }

    /** Why a context has no configuration. */
    fun absence(): String = when (val state = current.value) {
        is CoreState.Ready -> "this context was made before there was a configuration; make a new one"
        is CoreState.Failed -> "there is no configuration: ${failureReason(state.error)}" +
            if (state.retryInMillis == null) "" else "; it is tried again"

        else -> "there is no configuration yet; it is being loaded"
    }

    /** Tries until there is a configuration; ends with the instance. */
    suspend fun startInBackground() {
        while (true) {
            val failure = starting.failure() ?: return
            val state = current.value
            if (state === CoreState.Closed) return
            // An error of the JVM, say, leaves no state behind.
            val wait = if (state is CoreState.Failed) state.retryInMillis else retryAfter(failure)
            delay(wait ?: return)
        }
    }

    suspend fun initialize() {
        requireOpen()
        if (current.value is CoreState.Ready || background != null) return
        unlessClosed { starting.await() }
    }

    suspend fun refreshNow() {
        requireSnapshot()
        unlessClosed { if (snapshot == null) starting.await() else feed.refreshNow() }
    }

    fun close() {
        current.value = CoreState.Closed
        starting.close()
        feed.close()
    }

    private suspend fun start() {
        // Another caller may have been faster since the check.
        if (current.value is CoreState.Ready) return
        moveTo(CoreState.Loading)
        try {
            prepare()
            adopt(feed.first())
        } catch (e: ConvertSdkException) {
            moveTo(CoreState.Failed(e, retryAfter(e)))
            throw e
        } finally {
            current.compareAndSet(CoreState.Loading, CoreState.Created)
        }
    }

    private fun retryAfter(failure: Throwable): Long? = background?.waitAfter(failure)?.inWholeMilliseconds

    private fun missing(state: CoreState): IllegalStateException {
        val meanwhile = "or set start to StartMode.BACKGROUND to serve defaults meanwhile"
        if (state !is CoreState.Failed) {
            return IllegalStateException("there is no configuration yet: call initialize() first, $meanwhile")
        }
        val reason = failureReason(state.error)
        return IllegalStateException(
            "there is no configuration: initialize() failed ($reason). Call it again, $meanwhile",
            state.error,
        )
    }

    /** Does not suspend: a cancellation finds all of it done, or nothing. */
    private fun adopt(first: ConfigFeed.First) {
        requireOpen()
        if (!publish(first)) return
        background?.succeeded()
        news?.loaded(first)
        onReady()
        feed.follow(::replace)
    }

    private fun publish(first: ConfigFeed.First): Boolean = synchronized(publishing) {
        if (!moveTo(CoreState.Ready(first.source))) return false
        // A listener may ask for it on this very thread.
        announced = first.snapshot
        events.emit(LifecycleEvent.Ready(fromCache = first.source == ConfigSource.CACHE))
        published = first.snapshot
        true
    }

    private fun replace(next: ConfigSnapshot) {
        if (current.value === CoreState.Closed) return
        val before = snapshot
        // Contexts keep the snapshot they were made with; only new ones see this.
        published = next
        if (!moveTo(CoreState.Ready(ConfigSource.REMOTE))) return
        if (before != null && before.raw == next.raw) return
        news?.replaced(next)
        events.emit(LifecycleEvent.ConfigUpdated)
    }

    /** Closing cancels what callers wait for; to them, who are not cancelled, it is a closed instance. */
    private suspend inline fun unlessClosed(wait: () -> Unit) = try {
        wait()
    } catch (e: CancellationException) {
        currentCoroutineContext().ensureActive()
        requireOpen()
        throw e
    }

    /** Whether it moved: a closed instance stays closed. */
    private fun moveTo(next: CoreState): Boolean =
        current.updateAndGet { if (it === CoreState.Closed) it else next } !== CoreState.Closed

    private fun requireOpen() = check(current.value !== CoreState.Closed) { "this instance is closed; make a new one" }
}
