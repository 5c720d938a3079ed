package com.convert.sdk.internal.tracking

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.event.ReleaseReason

/** The flushes that callers wait for. The flush loop owns them. */
internal class PendingFlushes {
    private val pending = ArrayDeque<FlushCommand.Flush>()

    /** Why a batch is due; `null` when none is waited for. */
    val reason: ReleaseReason? get() = pending.firstOrNull()?.reason

    /** Failed attempts of the flush that has seen fewest, which is how far up its back-off goes. */
    val attempt: Int? get() = pending.minOfOrNull { it.budget.spent }

    fun add(flush: FlushCommand.Flush) {
        pending.add(flush)
    }

    /** The queue has got to [head] and [isEmpty] or not. */
    fun completeUpTo(head: Long, isEmpty: Boolean) {
        pending.removeAll { flush ->
            (isEmpty || flush.upTo <= head).also { done -> if (done) flush.outcome.complete(null) }
        }
    }

    /** An event that all of them wait for has moved to just below [tail]. */
    fun extendTo(tail: Long) = pending.forEach { it.upTo = tail }

    fun progressed() = pending.forEach { it.budget.refill() }

    /** An attempt failed; tells those whose budget is used up. */
    fun failed(error: TrackingDeliveryException) {
        pending.forEach { it.budget.spend() }
        pending.removeAll { flush ->
            flush.budget.isExhausted.also { told -> if (told) flush.outcome.complete(error) }
        }
    }

    fun abandon() = pending.forEach { it.abandon() }

    /** No attempt will be made any time soon. */
    fun giveUp(error: TrackingDeliveryException) {
        pending.forEach { it.outcome.complete(error) }
        pending.clear()
    }
}
