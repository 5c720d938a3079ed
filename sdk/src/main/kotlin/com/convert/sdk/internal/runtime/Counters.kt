package com.convert.sdk.internal.runtime

import com.convert.sdk.BreakerState
import com.convert.sdk.CoreMetrics
import java.util.concurrent.atomic.LongAdder
import kotlin.time.Duration

/** What happened so far, one counter a fact; adding never waits. */
internal class Counters {
    val decisions = LongAdder()
    val eventsOffered = LongAdder()
    val eventsDelivered = LongAdder()
    val eventsDroppedQueueFull = LongAdder()
    val eventsRefusedUnwritable = LongAdder()
    val eventsRefusedClosed = LongAdder()
    val eventsRefusedTrackingOff = LongAdder()
    val eventsDroppedRejected = LongAdder()
    val eventsLeftAtClose = LongAdder()
    val deliveryRetries = LongAdder()
    val refreshes = LongAdder()
    val refreshFailures = LongAdder()
    val storeErrors = LongAdder()
    val storeCallsSkipped = LongAdder()
    val listenerEventsMissed = LongAdder()
    val listenerErrors = LongAdder()
    val variableDefaults = LongAdder()

    /** All of them, with what the event queue counts. */
    fun read(
        eventsQueued: Long,
        queueLength: Long,
        oldestEventAge: Duration? = null,
        storeBreaker: BreakerState = BreakerState.CLOSED,
    ): CoreMetrics = CoreMetrics(
        decisions = decisions.sum(),
        eventsQueued = eventsQueued,
        eventsDelivered = eventsDelivered.sum(),
        eventsDroppedQueueFull = eventsDroppedQueueFull.sum(),
        eventsDroppedRejected = eventsDroppedRejected.sum(),
        eventsLeftAtClose = eventsLeftAtClose.sum(),
        deliveryRetries = deliveryRetries.sum(),
        queueLength = queueLength,
        oldestEventAgeMillis = oldestEventAge?.inWholeMilliseconds ?: 0,
        refreshes = refreshes.sum(),
        refreshFailures = refreshFailures.sum(),
        storeErrors = storeErrors.sum(),
        storeCallsSkipped = storeCallsSkipped.sum(),
        listenerEventsMissed = listenerEventsMissed.sum(),
        listenerErrors = listenerErrors.sum(),
        eventsOffered = eventsOffered.sum(),
        eventsRefusedUnwritable = eventsRefusedUnwritable.sum(),
        eventsRefusedClosed = eventsRefusedClosed.sum(),
        eventsRefusedTrackingOff = eventsRefusedTrackingOff.sum(),
        variableDefaults = variableDefaults.sum(),
        storeBreaker = storeBreaker,
    )
}
