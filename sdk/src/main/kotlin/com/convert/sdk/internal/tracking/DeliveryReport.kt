package com.convert.sdk.internal.tracking

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.TroubleLog
import com.convert.sdk.internal.runtime.retry.Verdict
import org.slf4j.Logger
import kotlin.time.TimeSource

/** Tells the world about requests: counters, lifecycle events, and a log that speaks once a trouble. */
internal class DeliveryReport(
    private val counters: Counters,
    log: Logger,
    time: TimeSource,
    private val emit: (LifecycleEvent) -> Unit,
) {
    private val outage = TroubleLog(log, "Delivery of tracking events, which are kept and sent again", time)
    private val refusals = TroubleLog(log, "Tracking events refused by the service and dropped", time)
    private var dropped = 0L

    /** Before a request that repeats one that failed. */
    fun retrying() = counters.deliveryRetries.increment()

    /** What nobody expects has gone wrong beside the requests; they are made again. */
    fun broken(cause: Throwable) {
        counters.deliveryRetries.increment()
        outage.failed(cause.javaClass.simpleName)
    }

    /** A request has ended with [answer], or a batch was found not to fit into one, which is nobody's business. */
    fun ended(release: Release, answer: Answer) = when {
        answer.verdict == Verdict.ACCEPTED -> delivered(release)
        answer.verdict == Verdict.SPLIT && !answer.isProgress -> Unit
        else -> failed(release, answer)
    }

    private fun delivered(release: Release) {
        counters.eventsDelivered.add(release.size.toLong())
        outage.succeeded()
        refusals.succeeded { "$dropped events dropped" }
        dropped = 0
        emit(release.event(null))
    }

    private fun failed(release: Release, answer: Answer) {
        when (answer.verdict) {
            Verdict.RETRY -> outage.failed(answer.summary)
            Verdict.REFUSED -> dropped(release, answer)
            else -> Unit
        }
        emit(release.event(answer))
    }

    private fun dropped(release: Release, answer: Answer) {
        counters.eventsDroppedRejected.add(release.size.toLong())
        dropped += release.size
        outage.succeeded()
        refusals.failed("${answer.summary}, ${release.size} events")
    }
}

/** A batch on its way, after [retries] failures in a row. */
internal class Release(val batch: Batch, val reason: ReleaseReason, val retries: Int) {
    val size: Int get() = batch.size

    fun error(answer: Answer) = answer.error(size, retries)

    /** With [answer], when it was not a success. */
    fun event(answer: Answer?) = LifecycleEvent.ApiQueueReleased(
        reason = reason,
        batchSize = size,
        visitorCount = batch.events.distinctBy { it.visitorId }.size,
        eventCount = size,
        statusCode = answer?.status,
        retryAttempts = retries,
        error = answer?.let(::error),
    )
}
