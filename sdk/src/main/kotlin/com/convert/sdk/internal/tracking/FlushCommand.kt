package com.convert.sdk.internal.tracking

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.internal.runtime.retry.RetryBudget
import kotlinx.coroutines.CompletableDeferred
import kotlin.time.ComparableTimeMark

/** What the flush loop can be asked to do. */
internal sealed interface FlushCommand {
    /** It will not be handled any more. */
    fun abandon() = Unit

    /** What is queued below position [upTo] was held back, and may go now. What came later waits for its batch. */
    class Resume(val upTo: Long) : FlushCommand

    /** Deliver all events below position [upTo], and complete [outcome] with what went wrong, or with `null`. */
    class Flush(var upTo: Long, val reason: ReleaseReason, val budget: RetryBudget) : FlushCommand {
        val outcome = CompletableDeferred<TrackingDeliveryException?>()

        override fun abandon() {
            outcome.complete(TrackingDeliveryException("closed before all tracking events were delivered"))
        }
    }

    /** Deliver what is there and end; leave what could not be sent at [until]. */
    class Close(val until: ComparableTimeMark) : FlushCommand
}
