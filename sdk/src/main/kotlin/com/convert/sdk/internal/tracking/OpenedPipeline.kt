package com.convert.sdk.internal.tracking

import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.internal.runtime.Counters
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlin.time.Duration

/**
 * A pipeline whose queue is a file and has to be opened first: by [open], before anything can be tracked. Until then
 * there is nothing to flush.
 */
internal class OpenedPipeline(
    private val counters: Counters,
    private val start: suspend () -> EventPipeline,
) : EventPipeline {
    private val opening = Mutex()
    private var isClosed = false

    @Volatile
    private var opened: EventPipeline? = null

    override val queueLength: Long get() = opened?.queueLength ?: 0

    override val oldestAge: Duration? get() = opened?.oldestAge

    override suspend fun open() = opening.withLock {
        check(!isClosed) { "this instance is closed" }
        if (opened == null) opened = start()
    }

    override suspend fun offer(event: TrackedEvent): OfferOutcome = opened?.offer(event) ?: refused()

    private fun refused(): OfferOutcome {
        counters.eventsOffered.increment()
        counters.eventsRefusedClosed.increment()
        return OfferOutcome.CLOSED
    }

    override suspend fun flush(reason: ReleaseReason) {
        opened?.flush(reason)
    }

    override fun resume() {
        opened?.resume()
    }

    override suspend fun close(deadline: Duration): Int = opening.withLock {
        isClosed = true
        opened?.close(deadline) ?: 0
    }
}
