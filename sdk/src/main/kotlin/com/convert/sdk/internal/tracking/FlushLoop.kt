package com.convert.sdk.internal.tracking

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.internal.runtime.retry.RetryDirective
import com.convert.sdk.internal.runtime.retry.RetrySchedule
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.Channel.Factory.UNLIMITED
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.time.ComparableTimeMark
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/**
 * The one consumer of the queue. It alone takes events away, decides when to send, and knows about failures; others
 * reach it through [commands], the queue's wake signal and the outcomes of requests, so that none of this needs a lock.
 *
 * A request takes all that waits, and events stay in the queue until the service has taken or refused them. Another
 * request starts beside those under way only when as many full ones wait, and never while the service fails.
 */
internal class FlushLoop(
    private val queue: EventQueue,
    private val commands: Channel<FlushCommand>,
    private val delivery: Delivery,
    private val report: DeliveryReport,
    private val overflow: OverflowReport,
    private val trigger: ReleaseTrigger,
    private val schedule: RetrySchedule,
    private val settings: TrackingSettings,
) {
    private val window = trigger.window
    private val outcomes = Channel<Sent>(UNLIMITED)
    private val flushes = PendingFlushes()
    private val poisonEvents = PoisonEvents()
    private var closeBy: ComparableTimeMark? = null
    private var failuresWhileClosing = 0

    /** Whether the last failure was that of an event on which the service keeps failing by itself. */
    private var failedAlone = false

    /** Returns when it was asked to close and nothing more can be sent in time. */
    suspend fun run() = supervisorScope {
        try {
            do {
                val goesOn = turn()
            } while (goesOn)
        } finally {
            commands.cancel()
            flushes.completeUpTo(queue.head, queue.size == 0L)
            flushes.abandon()
            breakOff()
        }
    }

    /** Whether there is to be another turn. What one throws, even an unexpected `Error`, does not end the loop. */
    private suspend fun CoroutineScope.turn(): Boolean = try {
        takeMessages()
        val goesOn = !isOver()
        if (goesOn) step()
        goesOn
    } catch (e: Throwable) {
        ensureActive()
        report.broken(e)
        delay(PAUSE_AFTER_ERROR)
        true
    }

    /** What the service has taken by now counts, though it is no longer waited for. */
    private suspend fun CoroutineScope.breakOff() = withContext(NonCancellable) {
        val requests = this@breakOff.coroutineContext.job.children.toList()
        requests.forEach { it.cancel() }
        withTimeoutOrNull(LONGEST_BREAK) { requests.joinAll() }
        while (true) finish(outcomes.tryReceive().getOrNull() ?: break)
    }

    private suspend fun CoroutineScope.step() {
        val reason = dueFor()
        when {
            reason == null -> sleepUntilDue()
            schedule.wait.isPositive() -> sitOut()
            else -> release(window.next ?: read(reason) ?: return delay(NEARLY_READABLE))
        }
    }

    /** A back-off that one event alone has caused ends when others come: they have done nothing to wait for. */
    private suspend fun sitOut() {
        if (!failedAlone) return sleep(schedule.wait, WakeSignal.NEVER)
        val enough = poisonEvents.size + settings.batchSize
        if (trigger.unread < enough) return sleep(schedule.wait, window.covered + enough)
        failedAlone = false
        schedule.skipBackoff()
    }

    private fun dueFor(): ReleaseReason? {
        val again = window.next
        return when {
            !delivery.isReady || again == null && trigger.unread == 0L -> null
            window.underWay > 0 && !maySendBeside(again) -> null
            closeBy != null -> ReleaseReason.AT_EXIT
            else -> flushes.reason ?: again?.reason ?: trigger.reason()
        }
    }

    /** While closing, what waits is not kept behind a request that may never end. */
    private fun maySendBeside(again: Batch?): Boolean = mayReadBeside() && when {
        closeBy != null -> true
        again != null -> again.size >= settings.requestSize
        else -> trigger.unread >= enoughBeside
    }

    /** Whether one more request would be allowed if there was enough for it. */
    private fun mayReadBeside(): Boolean = window.underWay < settings.requestsUnderWay && schedule.failures == 0

    /** As many full requests as are under way: a service that is just slow now and then gets no further connection. */
    private val enoughBeside: Int get() = settings.requestSize * window.underWay

    private fun isOver(): Boolean {
        val left = closeBy?.let { -it.elapsedNow() } ?: return false
        return window.underWay == 0 && (queue.size == 0L || !delivery.isReady || schedule.wait >= left)
    }

    private suspend fun takeMessages() {
        while (true) finish(outcomes.tryReceive().getOrNull() ?: break)
        while (true) take(commands.tryReceive().getOrNull() ?: break)
        flushes.completeUpTo(queue.head, queue.size == 0L)
    }

    private fun take(command: FlushCommand) {
        when (command) {
            is FlushCommand.Resume -> return trigger.releaseUpTo(command.upTo, ReleaseReason.TIMEOUT)
            is FlushCommand.Flush -> flushes.add(command)
            is FlushCommand.Close -> closeBy = command.until
        }
        schedule.skipBackoff()
        refuseHopelessFlushes()
    }

    /** No caller waits for what cannot happen soon. */
    private fun refuseHopelessFlushes() {
        val why = when {
            !delivery.isReady -> "no configuration has been loaded yet"
            schedule.held > LONGEST_FLUSH_WAIT -> "the service asked for a pause of ${schedule.held}"
            else -> return
        }
        flushes.giveUp(TrackingDeliveryException("tracking events could not be delivered: $why"))
    }

    private suspend fun sleepUntilDue() {
        if (!delivery.isReady) return sleep(limit = null, WakeSignal.NEVER)
        // Asked once: an event that comes after the question is the wake signal's business.
        val limit = trigger.intervalLeft()
        val isTimerRunning = limit != null
        when {
            window.underWay == 0 -> sleep(limit, trigger.wakeSize(isTimerRunning))
            mayReadBeside() && window.next == null ->
                sleep(limit = null, trigger.wakeSize(isTimerRunning, enoughBeside))

            else -> sleep(limit = null, trigger.wakeSize(isTimerRunning, Int.MAX_VALUE))
        }
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    private suspend fun sleep(limit: Duration?, wakeSize: Long) {
        queue.wakeSignal.set(wakeSize)
        // An event may have come between the decision to sleep and the setting of the alarm.
        if (queue.size >= wakeSize) return
        select<Unit> {
            outcomes.onReceive { finish(it) }
            commands.onReceive(::take)
            queue.wakeSignal.wakes.onReceive { }
            if (limit != null) onTimeout(limit) { }
        }
    }

    /** The next batch; `null` when its first event is a moment away from being readable. */
    private fun read(reason: ReleaseReason): Batch? {
        val unread = trigger.unread
        val waiting = queue.peek(settings.requestSize, skip = window.covered.toInt())
        if (waiting.isEmpty()) return null
        val events = poisonEvents.separate(waiting)
        trigger.read(wasAll = events.size >= unread)
        return window.add(events, reason)
    }

    private fun CoroutineScope.release(batch: Batch) {
        val reason = if (closeBy != null) ReleaseReason.AT_EXIT else flushes.reason ?: batch.reason
        val release = Release(batch, reason, schedule.failures)
        if (schedule.failures > 0) report.retrying()
        window.sent(batch)
        launch {
            val answer = try {
                delivery.attempt(batch.events)
            } catch (e: CancellationException) {
                // By the transport itself, as long as the loop goes on: an attempt that failed.
                if (!this@release.isActive) throw e
                DeliveryOutcome(RetryDirective.RETRY, cause = e)
            }
            outcomes.trySend(Sent(release, answer))
        }
    }

    private suspend fun finish(sent: Sent) {
        val release = sent.release
        val answer = if (release.size == 1) sent.answer.asFinal() else sent.answer
        when (answer.directive) {
            RetryDirective.RETRY -> backOff(release, answer)
            RetryDirective.SPLIT -> {
                window.failed(release.batch)
                window.split(release.batch)
            }
            else -> letGo(release.batch)
        }
        if (answer.isProgress) progressed()
        report.ended(release, answer)
    }

    private fun progressed() {
        failedAlone = false
        schedule.succeeded()
        flushes.progressed()
    }

    private suspend fun letGo(batch: Batch) {
        poisonEvents.forget(batch.events)
        queue.release(batch.size)
        remove(window.done(batch))
    }

    private suspend fun remove(finished: Int) {
        if (finished > 0) queue.remove(finished)
        overflow.drained(queue.size)
    }

    private suspend fun backOff(release: Release, answer: DeliveryOutcome) {
        val batch = release.batch
        window.failed(batch)
        // Requests that were under way together and failed together have failed once.
        if (release.retries < schedule.failures) return schedule.hold(answer.retryAfter)
        failedAlone = false
        if (answer.isServerFailure) setAside(batch)
        flushes.failed(release.error(answer))
        val attempt = if (closeBy != null) ++failuresWhileClosing else flushes.attempt
        schedule.failed(answer.retryAfter, attempt ?: attemptOf(batch))
        refuseHopelessFlushes()
    }

    /** How far up the back-off goes, where the failure is put down to what is in [batch]. */
    private fun attemptOf(batch: Batch): Int? = when {
        schedule.failures >= LONG_OUTAGE -> null
        failedAlone && trigger.unread > poisonEvents.size -> 1
        batch.isSuspect && batch.size > 1 -> minOf(schedule.failures + 1, PATIENCE)
        else -> null
    }

    /**
     * The service may be failing on something in this very batch. So a batch that fails again and again is taken apart,
     * and an event that fails by itself makes way for the others.
     */
    private suspend fun setAside(batch: Batch) {
        val first = batch.events.first()
        if (schedule.failures < PATIENCE && !batch.isSuspect && first !in poisonEvents) return
        if (batch.size > 1) return window.split(batch, isSuspect = true)
        poisonEvents.add(first)
        failedAlone = true
        if (window.isFirst(batch)) sendToBack()
    }

    private suspend fun sendToBack() {
        val before = queue.head
        queue.sendToBack()
        if (queue.head == before) return
        remove(window.removeFirst())
        flushes.extendTo(queue.tail)
        trigger.releaseUpTo(queue.tail, ReleaseReason.TIMEOUT)
    }

    private class Sent(val release: Release, val answer: DeliveryOutcome)

    private companion object {
        /** Failures in a row that are put down to the service as a whole. */
        const val PATIENCE = 3

        /** From here on, failures are those of the service, whatever they began with. */
        const val LONG_OUTAGE = 20

        /** For requests that are broken off, and a transport that does not heed it. */
        val LONGEST_BREAK = 100.milliseconds

        /** A flush waits that long for a service that asks for a pause; longer, and it fails at once. */
        val LONGEST_FLUSH_WAIT = 10.seconds

        /** So that what fails each time fails once a second. */
        val PAUSE_AFTER_ERROR = 1.seconds

        /** A producer has its ticket and is about to append. */
        val NEARLY_READABLE = 1.milliseconds
    }
}
