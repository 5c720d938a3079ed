package com.convert.sdk.internal.tracking

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.OutageLog
import com.convert.sdk.internal.runtime.retry.RetryDirective
import org.slf4j.Logger
import kotlin.time.TimeSource

/** Reports requests: counters, lifecycle events, and one log line at the start and end of an outage. */
internal class DeliveryReport(
    private val counters: Counters,
    log: Logger,
    time: TimeSource,
    private val emit: (LifecycleEvent) -> Unit,
) {
    private val outage = OutageLog(log, "tracking delivery", time)
    private val refusing = OutageLog(log, "tracking delivery", time)
    private var dropped = 0L

    /** Before a request that repeats one that failed. */
    fun retrying() = counters.deliveryRetries.increment()

    /** Something unexpected failed beside the requests; they are made again. */
    fun broken(cause: Throwable) {
        counters.deliveryRetries.increment()
        outage.failed("unexpected ${cause.javaClass.simpleName}; will retry")
    }

    /** A request has ended with [answer], or a batch was found not to fit into one, which is not reported. */
    fun ended(release: Release, answer: DeliveryOutcome) = when {
        answer.directive == RetryDirective.ACCEPTED -> delivered(release)
        answer.directive == RetryDirective.SPLIT && !answer.isProgress -> Unit
        else -> failed(release, answer)
    }

    private fun delivered(release: Release) {
        counters.eventsDelivered.add(release.size.toLong())
        outage.succeeded()
        refusing.succeeded { "$dropped events dropped" }
        dropped = 0
        emit(release.event(null))
    }

    private fun failed(release: Release, answer: DeliveryOutcome) {
        when (answer.directive) {
            RetryDirective.RETRY -> outage.failed("${answer.summary}; will retry")
            RetryDirective.REFUSED -> dropped(release, answer)
            else -> Unit
        }
        emit(release.event(answer))
    }

    private fun dropped(release: Release, answer: DeliveryOutcome) {
        counters.eventsDroppedRejected.add(release.size.toLong())
        dropped += release.size
        outage.succeeded()
        refusing.failed("${answer.summary}; ${release.size} events rejected and dropped")
    }
}

/** A batch on its way, after [retries] failures in a row. */
internal class Release(val batch: Batch, val reason: ReleaseReason, val retries: Int) {
    val size: Int get() = batch.size

    fun error(answer: DeliveryOutcome) = answer.error(size, retries)

    /** With [answer], when it was not a success. */
    fun event(answer: DeliveryOutcome?) = LifecycleEvent.ApiQueueReleased(
        reason = reason,
        batchSize = size,
        visitorCount = batch.events.distinctBy { it.visitorId }.size,
        eventCount = size,
        statusCode = answer?.status,
        retryAttempts = retries,
        error = answer?.let(::error),
    )
}
