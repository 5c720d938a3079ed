package com.convert.sdk.inspector

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.Subscription
import com.convert.sdk.inspect.Inspect
import java.time.Clock
import java.time.Duration
import java.time.Instant

/** Listens to an instance while somebody watches, and keeps a bounded memory of what it heard. */
internal class Observation(private val core: InspectedCore, private val clock: Clock) : AutoCloseable {
    private val lock = Any()
    private var watchers = 0
    private var leftAt: Instant = Instant.EPOCH
    private var subscription: Subscription? = null

    val feed = EventFeed()
    val visitors = SeenVisitors()

    /** When it began to listen, for the first time; `null` before. */
    @Volatile
    var since: Instant? = null
        private set

    val isListening: Boolean get() = synchronized(lock) { subscription != null }

    /** Listens until what it gives is closed, and for [GRACE] after. */
    fun attend(): AutoCloseable {
        synchronized(lock) {
            watchers++
            if (subscription == null) listen()
        }
        return Attention()
    }

    override fun close(): Unit = synchronized(lock) {
        subscription?.close()
        subscription = null
    }

    private fun listen() {
        if (since == null) since = clock.instant()
        subscription = core.listen(::hear)
    }

    private fun leave() = synchronized(lock) {
        watchers--
        leftAt = clock.instant()
    }

    /** On a thread of the SDK, one event at a time. */
    private fun hear(event: LifecycleEvent) {
        if (isDeserted()) return close()
        val now = clock.instant().toEpochMilli()
        when (event) {
            is LifecycleEvent.Bucketing -> {
                val reference = Inspect.reference(event.visitorId)
                visitors.saw(event.experienceKey, event.variationId, reference)
                val variation = event.variationKey ?: event.variationId
                feed.add(HeardEvent(now, "decision", reference, event.experienceKey, variation, event.featureKey))
            }
            is LifecycleEvent.Conversion ->
                feed.add(HeardEvent(now, "conversion", Inspect.reference(event.visitorId), event.goalKey))
            is LifecycleEvent.ApiQueueReleased -> feed.add(delivery(now, event))
            is LifecycleEvent.ConfigUpdated -> feed.add(HeardEvent(now, "configuration", detail = "updated"))
            is LifecycleEvent.Ready, is LifecycleEvent.Diagnostic, is LifecycleEvent.DataStoreQueueReleased -> Unit
        }
    }

    private fun delivery(now: Long, event: LifecycleEvent.ApiQueueReleased): HeardEvent {
        val failed = event.error != null || event.statusCode != null
        val how = if (failed) "failed" + (event.statusCode?.let { ", status $it" } ?: "") else "delivered"
        return HeardEvent(now, if (failed) "failure" else "delivery", detail = "${event.batchSize} events $how")
    }

    private fun isDeserted() = synchronized(lock) { watchers == 0 && clock.instant().isAfter(leftAt + GRACE) }

    private inner class Attention : AutoCloseable {
        private var isOver = false

        override fun close() {
            synchronized(lock) {
                if (isOver) return
                isOver = true
            }
            leave()
        }
    }

    companion object {
        /** Longer than a browser needs to come back after a reload. */
        val GRACE: Duration = Duration.ofSeconds(30)
    }
}
