package com.convert.sdk.internal.tracking

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.internal.runtime.retry.RetrySchedule
import com.convert.sdk.internal.runtime.retry.Verdict
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select
import kotlin.time.ComparableTimeMark
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/**
 * The one consumer of the queue. It alone takes events away, decides when to send, and knows about failures; others
 * reach it through [controls] and the queue's alarm, so that none of this needs a lock.
 *
 * A batch stays in the queue until the service has taken or refused it. One request is under way at a time.
 */
internal class FlushLoop(
    private val queue: EventQueue,
    private val controls: Channel<Control>,
    private val delivery: Delivery,
    private val report: DeliveryReport,
    private val overflow: OverflowReport,
    private val trigger: ReleaseTrigger,
    private val schedule: RetrySchedule,
    private val time: TimeSource.WithComparableMarks,
) {
    private val flushes = PendingFlushes()
    private val suspects = Suspects()
    private var closeBy: ComparableTimeMark? = null
    private var failuresWhileClosing = 0

    /** Returns when it was asked to close and nothing more can be sent in time. */
    suspend fun run() {
        try {
            while (true) {
                takeControls()
                if (isOver()) return
                step()
            }
        } finally {
            controls.cancel()
            flushes.settle(queue.head, queue.size == 0L)
            flushes.abandon()
        }
    }

    private suspend fun step() {
        val reason = dueFor()
        when {
            reason == null -> sleepUntilDue()
            schedule.wait.isPositive() -> sleep(schedule.wait, Alarm.NEVER)
            else -> release(reason)
        }
    }

    private fun dueFor(): ReleaseReason? = when {
        queue.size == 0L || !delivery.isReady -> null
        closeBy != null -> ReleaseReason.AT_EXIT
        else -> flushes.reason ?: trigger.reason()
    }

    private fun isOver(): Boolean {
        val left = closeBy?.let { -it.elapsedNow() } ?: return false
        return queue.size == 0L || !delivery.isReady || schedule.wait >= left
    }

    private fun takeControls() {
        while (true) take(controls.tryReceive().getOrNull() ?: break)
        flushes.settle(queue.head, queue.size == 0L)
    }

    private fun take(control: Control) {
        when (control) {
            is Control.Resume -> return trigger.owe(control.upTo, ReleaseReason.TIMEOUT)
            is Control.Flush -> flushes.add(control)
            is Control.Close -> closeBy = control.until
        }
        schedule.hurry()
        refuseHopelessFlushes()
    }

    /** Nobody shall wait for what cannot happen soon. */
    private fun refuseHopelessFlushes() {
        val why = when {
            !delivery.isReady -> "no configuration has been loaded yet"
            schedule.held > LONGEST_FLUSH_WAIT -> "the service asked for a pause of ${schedule.held}"
            else -> return
        }
        flushes.giveUp(TrackingDeliveryException("tracking events could not be delivered: $why"))
    }

    private suspend fun sleepUntilDue() {
        if (!delivery.isReady) return sleep(limit = null, Alarm.NEVER)
        // Asked once: an event that comes after the question is the alarm's business.
        val limit = trigger.intervalLeft()
        sleep(limit, trigger.alarmSize(isTimerRunning = limit != null))
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    private suspend fun sleep(limit: Duration?, alarmSize: Long) {
        queue.alarm.set(alarmSize)
        // An event may have come between the decision to sleep and the setting of the alarm.
        if (queue.size >= alarmSize) return
        select<Unit> {
            controls.onReceive(::take)
            queue.alarm.rings.onReceive { }
            if (limit != null) onTimeout(limit) { }
        }
    }

    private suspend fun release(reason: ReleaseReason) {
        val readAt = time.markNow()
        val batch = suspects.separate(queue.peek(trigger.batchSize).ifEmpty { return delay(NEARLY_READABLE) })
        val wasAll = queue.size == batch.size.toLong()
        val release = Release(batch, reason, schedule.failures)
        val answer = deliver(release)
        if (answer.verdict == Verdict.RETRY) return backOff(release, answer)
        schedule.succeeded()
        flushes.progressed()
        if (answer.verdict == Verdict.SPLIT) return trigger.split(batch.size, reason)
        suspects.forget(batch)
        queue.remove(batch.size)
        trigger.released(readAt, wasAll)
        overflow.drained(queue.size)
    }

    private suspend fun deliver(release: Release): Answer {
        if (schedule.failures > 0) report.retrying()
        val given = delivery.attempt(release.batch)
        val answer = if (release.size == 1) given.asFinal() else given
        if (answer.verdict == Verdict.ACCEPTED) report.delivered(release) else report.failed(release, answer)
        return answer
    }

    private suspend fun backOff(release: Release, answer: Answer) {
        if (answer.isServerFailure) setAside(release)
        flushes.failed(release.error(answer))
        val rung = if (closeBy != null) ++failuresWhileClosing else flushes.rung
        schedule.failed(answer.retryAfter, rung)
        refuseHopelessFlushes()
    }

    /**
     * The service may be failing on something in this very batch. So a batch that fails again and again is taken apart,
     * and an event that fails by itself makes way for the others.
     */
    private suspend fun setAside(release: Release) {
        val first = release.batch.first()
        if (schedule.failures < PATIENCE && first !in suspects) return
        if (release.size > 1) return trigger.split(release.size, release.reason)
        suspects.add(first)
        queue.sendToBack()
        flushes.extendTo(queue.tail)
        trigger.owe(queue.tail, ReleaseReason.TIMEOUT)
    }

    private companion object {
        /** Failures in a row that are put down to the service as a whole. */
        const val PATIENCE = 3

        /** A flush waits that long for a service that asks for a pause; longer, and it fails at once. */
        val LONGEST_FLUSH_WAIT = 10.seconds

        /** A producer has its ticket and is about to append. */
        val NEARLY_READABLE = 1.milliseconds
    }
}
