package com.convert.sdk.internal.tracking

import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.OutageLog
import org.slf4j.Logger
import java.util.concurrent.atomic.AtomicLong
import kotlin.time.TimeSource

/**
 * Counts the events that a full queue refuses, and reports them once an episode. An episode ends when the queue is half
 * empty again: one that is full, sends a batch and is full again has not recovered.
 */
internal class OverflowReport(private val counters: Counters, log: Logger, capacity: Int, time: TimeSource) {
    private val outage = OutageLog(log, "tracking queue", time)
    private val recovered = capacity / 2
    private val refusedNow = AtomicLong()

    fun refused() {
        counters.eventsDroppedQueueFull.increment()
        refusedNow.incrementAndGet()
        outage.failed("it is full; new events are dropped")
    }

    /** Whenever events have left the queue, which now has [size]. */
    fun drained(size: Long) {
        if (size <= recovered) outage.succeeded { "${refusedNow.getAndSet(0)} events dropped" }
    }
}
