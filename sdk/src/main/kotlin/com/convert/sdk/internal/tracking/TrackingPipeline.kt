package com.convert.sdk.internal.tracking

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.retry.Backoff
import com.convert.sdk.internal.runtime.retry.RetryAfter
import com.convert.sdk.internal.runtime.retry.RetryBudget
import com.convert.sdk.internal.runtime.retry.RetrySchedule
import com.convert.sdk.transport.Transport
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.Channel.Factory.UNLIMITED
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull
import java.time.Instant
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.TimeSource

/** The queue, the loop that empties it, and the door to both. Its two coroutines live in [scope]. */
internal class TrackingPipeline(
    private val scope: CoroutineScope,
    settings: TrackingSettings,
    surroundings: TrackingSurroundings,
    private val clock: TrackingClock = TrackingClock(),
    private val queue: EventQueue = MemoryQueue(settings.maxQueueSize, surroundings.counters.eventsQueued),
) : EventPipeline {
    private val controls = Channel(UNLIMITED, onUndeliveredElement = Control::abandon)
    private val counters = surroundings.counters
    private val log = surroundings.logs.tracking
    private val overflow = OverflowReport(counters, log, settings.maxQueueSize, clock.time)
    private val isClosing = AtomicBoolean()
    private val left = CompletableDeferred<Int>()

    private val flushLoop = FlushLoop(
        queue = queue,
        controls = controls,
        delivery = Delivery(settings, surroundings.transport, surroundings.project, RetryAfter(clock.wall)),
        report = DeliveryReport(counters, log, clock.time, surroundings.emit),
        overflow = overflow,
        trigger = ReleaseTrigger(queue, settings, clock.time),
        schedule = RetrySchedule(Backoff(clock.random), clock.time),
        time = clock.time,
    )
    private val loop: Job = scope.launch(CoroutineName("convert-tracking")) { flushLoop.run() }

    override val queueLength: Long get() = queue.size

    override suspend fun offer(event: TrackedEvent): Boolean {
        val offered = queue.offer(event)
        when (offered) {
            Offered.FULL -> overflow.refused()
            Offered.UNWRITABLE -> overflow.unwritable()
            Offered.ACCEPTED, Offered.STOPPED -> Unit
        }
        return offered == Offered.ACCEPTED
    }

    override suspend fun flush(reason: ReleaseReason) {
        val flush = Control.Flush(queue.tail, reason, RetryBudget(ATTEMPTS_A_FLUSH))
        if (queue.size == 0L) return
        queue.sync()
        val isSent = controls.trySend(flush).isSuccess
        val error = if (isSent) flush.outcome.await() else TrackingDeliveryException("the SDK instance is closed")
        if (error != null) throw error
    }

    override fun resume() {
        controls.trySend(Control.Resume(queue.tail))
    }

    override suspend fun close(deadline: Duration): Int {
        if (isClosing.compareAndSet(false, true)) {
            val closing = scope.launch(CoroutineName("convert-tracking-close")) { finish(deadline) }
            // However this ends, nobody may wait for it in vain.
            closing.invokeOnCompletion { left.complete(queue.size.toInt()) }
        }
        return left.await()
    }

    private suspend fun finish(deadline: Duration) {
        val until = clock.time.markNow() + deadline
        // Neither a disk that hangs nor a transport that does not heed its cancellation shall keep the caller.
        withTimeoutOrNull(maxOf(deadline, GRACE)) { queue.stop() }
        controls.trySend(Control.Close(until))
        withTimeoutOrNull(deadline) { loop.join() }
        loop.cancel()
        withTimeoutOrNull(GRACE) { loop.join() }
        withTimeoutOrNull(GRACE) { queue.close() }
        reportLeft(queue.size)
    }

    private fun reportLeft(count: Long) {
        if (count == 0L) return
        counters.eventsLeftAtClose.add(count)
        log.warn("{} tracking events were left undelivered at close", count)
    }

    private companion object {
        const val ATTEMPTS_A_FLUSH = 3
        val GRACE = 250.milliseconds
    }
}

/** What the pipeline works with. [project] gives `null` until a configuration is loaded. */
internal class TrackingSurroundings(
    val transport: Transport,
    val counters: Counters,
    val logs: Logs,
    val project: () -> ProjectIdentity?,
    val emit: (LifecycleEvent) -> Unit,
)

/** Time and chance. The scope's dispatcher has to agree with [time]. */
internal class TrackingClock(
    val time: TimeSource.WithComparableMarks = TimeSource.Monotonic,
    val wall: () -> Instant = Instant::now,
    val random: Random = Random.Default,
)
