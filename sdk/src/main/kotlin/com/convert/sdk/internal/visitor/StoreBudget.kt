package com.convert.sdk.internal.visitor

import java.util.concurrent.atomic.AtomicReference
import kotlin.time.Duration
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/** How long one call may still wait for the data store, counted from the first time that it asks. */
internal class StoreBudget(private val total: Duration, private val time: TimeSource) {
    private val begun = AtomicReference<TimeMark?>()

    /** At most [total]; zero or less when the call has waited enough. */
    fun left(): Duration {
        val start = begun.get() ?: time.markNow().let { now -> begun.compareAndExchange(null, now) ?: now }
        return total - start.elapsedNow()
    }
}
