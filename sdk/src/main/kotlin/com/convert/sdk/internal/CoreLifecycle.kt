package com.convert.sdk.internal

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConfigSource
import com.convert.sdk.CoreState
import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.config.ConfigFeed
import com.convert.sdk.internal.config.sameContent
import com.convert.sdk.internal.events.EventSink
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/**
 * The configuration an instance has, and how it gets the first and the next one.
 *
 * ```
 * Created ─► Loading ─► Ready        (a refresh replaces the snapshot, not the state; except that one
 *    ▲          │         │           from the servers ends being Ready from the cache)
 *    │          ▼         ▼
 *    └─────── Failed   Closed        (from any state)
 * ```
 */
internal class CoreLifecycle(private val feed: ConfigFeed, private val events: EventSink) {
    private val loading = Mutex()
    private val current = MutableStateFlow<CoreState>(CoreState.Created)

    val state: StateFlow<CoreState> = current.asStateFlow()

    @Volatile
    var snapshot: ConfigSnapshot? = null
        private set

    fun requireSnapshot(): ConfigSnapshot {
        val snapshot = snapshot
        if (snapshot != null && current.value !== CoreState.Closed) return snapshot
        requireOpen()
        error("there is no configuration yet: call initialize() first")
    }

    suspend fun initialize() = loading.withLock {
        requireOpen()
        if (current.value is CoreState.Ready) return
        moveTo(CoreState.Loading)
        try {
            val first = feed.first()
            snapshot = first.snapshot
            moveTo(CoreState.Ready(first.source))
            events.emit(LifecycleEvent.Ready(fromCache = first.source == ConfigSource.CACHE))
            feed.follow(::replace)
        } catch (e: CancellationException) {
            moveTo(CoreState.Created)
            throw e
        } catch (e: ConvertSdkException) {
            moveTo(CoreState.Failed(e))
            throw e
        }
    }

    suspend fun refreshNow() {
        requireOpen()
        feed.refreshNow()
    }

    fun close() {
        current.value = CoreState.Closed
    }

    private fun replace(next: ConfigSnapshot) {
        val before = snapshot
        // Contexts keep the snapshot they were made with; only new ones see this.
        snapshot = next
        moveTo(CoreState.Ready(ConfigSource.REMOTE))
        if (before == null || !sameContent(before.content, next.content)) events.emit(LifecycleEvent.ConfigUpdated)
    }

    private fun moveTo(next: CoreState) = current.update { if (it === CoreState.Closed) it else next }

    private fun requireOpen() = check(current.value !== CoreState.Closed) { "this instance is closed" }
}
