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
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.Channel.Factory.UNLIMITED
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull
import java.time.Instant
import java.util.concurrent.ThreadLocalRandom
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.time.ComparableTimeMark
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.TimeSource

/** The queue, the loop that empties it, and the door to both. Its two coroutines live in [scope]. */
internal class TrackingPipeline(
    private val scope: CoroutineScope,
    private val settings: TrackingSettings,
    private val surroundings: TrackingSurroundings,
    private val clock: TrackingClock = TrackingClock(),
    private val queue: EventQueue = MemoryQueue(settings.maxQueueSize, surroundings.counters.eventsQueued, clock.time),
) : EventPipeline {
    /** What an earlier process has left, because nothing has been offered yet. */
    private val restored = queue.tail

    /** Starts with the first event: a process that only decides does not have to load all of this. */
    private val consumer = lazy { Consumer() }
    private val isClosing = AtomicBoolean()
    private val left = CompletableDeferred<Int>()

    init {
        // The earlier process counted them for itself; here, the queue has.
        surroundings.counters.eventsOffered.add(restored)
        if (restored > 0) consumer.value
    }

    override val queueLength: Long get() = queue.waiting

    override val oldestAge: Duration? get() = queue.oldestSince()?.elapsedNow()

    override suspend fun offer(event: TrackedEvent): OfferOutcome = settle(queue.offer(event))

    override fun offerNow(event: TrackedEvent): OfferOutcome? = queue.offerNow(event)?.let(::settle)

    /** Counts the event and does what its outcome asks for. */
    private fun settle(offered: Offered): OfferOutcome {
        val counters = surroundings.counters
        counters.eventsOffered.increment()
        return when (offered) {
            Offered.ACCEPTED -> OfferOutcome.QUEUED.also { consumer.value }
            Offered.FULL -> OfferOutcome.QUEUE_FULL.also { consumer.value.overflow.refused() }
            Offered.UNWRITABLE -> OfferOutcome.UNWRITABLE.also { counters.eventsRefusedUnwritable.increment() }
            Offered.STOPPED -> OfferOutcome.CLOSED.also { counters.eventsRefusedClosed.increment() }
        }
    }

    override suspend fun flush(reason: ReleaseReason) {
        val flush = Control.Flush(queue.tail, reason, RetryBudget(ATTEMPTS_A_FLUSH))
        if (queue.size == 0L) return
        queue.sync()
        val isSent = consumer.value.tell(flush)
        val error = if (isSent) flush.outcome.await() else TrackingDeliveryException("the SDK instance is closed")
        if (error != null) throw error
    }

    override fun resume() {
        if (queue.size > 0) consumer.value.tell(Control.Resume(queue.tail))
    }

    override suspend fun close(deadline: Duration): Int {
        if (isClosing.compareAndSet(false, true)) {
            val closing = scope.launch(CoroutineName("convert-tracking-close")) { finish(deadline) }
            // However this ends, nobody may wait for it in vain.
            closing.invokeOnCompletion { left.complete(queueLength.toInt()) }
        }
        return left.await()
    }

    private suspend fun finish(deadline: Duration) {
        val until = clock.time.markNow() + deadline
        // Neither a disk that hangs nor a transport that does not heed its cancellation shall keep the caller.
        withTimeoutOrNull(maxOf(deadline, GRACE)) { queue.stop() }
        if (queue.size > 0 || consumer.isInitialized()) consumer.value.end(until, deadline)
        withTimeoutOrNull(GRACE) { queue.close() }
        reportLeft(queueLength)
    }

    private fun reportLeft(count: Long) {
        if (count == 0L) return
        surroundings.counters.eventsLeftAtClose.add(count)
        surroundings.logs.tracking.warn("{} tracking events were left undelivered at close", count)
    }

    /** The loop, under way, and its mailbox. */
    private inner class Consumer {
        private val controls = Channel(UNLIMITED, onUndeliveredElement = Control::abandon)
        private val log get() = surroundings.logs.tracking
        val overflow by lazy { OverflowReport(surroundings.counters, log, settings.maxQueueSize, clock.time) }

        // Whoever offers the first event does not wait until the loop's parts are made, either.
        private val loop = scope.launch(CoroutineName("convert-tracking")) { flushLoop().run() }

        init {
            // The loop does so, too, but not when the scope ended before it began.
            loop.invokeOnCompletion { controls.cancel() }
        }

        fun tell(control: Control): Boolean = controls.trySend(control).isSuccess

        suspend fun end(until: ComparableTimeMark, deadline: Duration) {
            tell(Control.Close(until))
            withTimeoutOrNull(deadline) { loop.join() }
            loop.cancel()
            withTimeoutOrNull(GRACE) { loop.join() }
        }

        private fun flushLoop() = FlushLoop(
            queue = queue,
            controls = controls,
            delivery = Delivery(settings, surroundings.transport, surroundings.project, RetryAfter(clock.wall)),
            report = DeliveryReport(surroundings.counters, log, clock.time, surroundings.emit),
            overflow = overflow,
            trigger = ReleaseTrigger(queue, DeliveryWindow(), settings, clock.time, restored),
            schedule = RetrySchedule(Backoff(clock.chance), clock.time),
            settings = settings,
        )
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

/** Time and chance, which is a part of one. The scope's dispatcher has to agree with [time]. */
internal class TrackingClock(
    val time: TimeSource.WithComparableMarks = TimeSource.Monotonic,
    val wall: () -> Instant = Instant::now,
    // Kotlin's own random numbers search the whole class path, for Android, before they give the first.
    val chance: () -> Double = { ThreadLocalRandom.current().nextDouble() },
)
