package com.convert.sdk.internal

import com.convert.sdk.InternalConvertApi
import com.convert.sdk.internal.tracking.TrackingClock
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher
import java.time.Instant
import java.util.concurrent.ScheduledExecutorService
import kotlin.time.TimeSource

/** How the test kit moves time: instances that it makes, through either face, live by its clock. */
@InternalConvertApi
public object TestTime {
    /**
     * What [make] gives. Instances that it makes on this thread read [time] and [wall], and run and schedule all their
     * work on [executor], whose tasks may block.
     */
    public fun <T> during(
        executor: ScheduledExecutorService,
        time: TimeSource.WithComparableMarks,
        wall: () -> Instant,
        make: () -> T,
    ): T {
        GivenTime.ofThread.set(GivenTime(TrackingClock(time, wall), executor.asCoroutineDispatcher()))
        try {
            return make()
        } finally {
            GivenTime.ofThread.remove()
        }
    }
}

/** What instances that are made on this thread live by; there is none outside of tests. */
internal class GivenTime(val clock: TrackingClock, val dispatcher: CoroutineDispatcher) {
    companion object {
        val ofThread = ThreadLocal<GivenTime?>()
        val current: GivenTime? get() = ofThread.get()
    }
}
