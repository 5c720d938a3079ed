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
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
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
    private val dependencies: TrackingDependencies,
    private val clock: TrackingClock = TrackingClock(),
    private val queue: EventQueue = MemoryQueue(settings.maxQueueSize, clock.time),
) : EventPipeline {
    /** Events below this position were left by an earlier process. */
    @Volatile
    private var restored = 0L
    private val opening = Mutex()

    /** Starts with the first event: a process that only decides does not have to load all of this. */
    private val consumer = lazy { Consumer() }
    private val isClosing = AtomicBoolean()
    private val left = CompletableDeferred<Int>()

    init {
        takeOver(queue.tail)
    }

    override val accepted: Long get() = queue.accepted

    override val queueLength: Long get() = queue.waiting

    override val isFull: Boolean get() = queue.isFull

    override val oldestAge: Duration? get() = queue.oldestSince()?.elapsedNow()

    override suspend fun open() = opening.withLock {
        check(!isClosing.get()) { "this instance is closed" }
        takeOver(queue.open().toLong())
    }

    override suspend fun offer(event: TrackedEvent): OfferOutcome = count(queue.offer(event))

    override fun refuse() {
        count(Offered.FULL)
    }

    /** A way to offer events to [memory], which is the queue, without suspending. */
    fun inPlace(memory: MemoryQueue): InPlaceOffers = object : InPlaceOffers {
        override val isFull: Boolean get() = memory.isFull

        override fun refuse() = this@TrackingPipeline.refuse()

        override fun offer(event: TrackedEvent): OfferOutcome = count(memory.offerNow(event))
    }

    /** The earlier process counted its [events] for itself; here, the queue has. */
    private fun takeOver(events: Long) {
        if (events == 0L) return
        restored = events
        dependencies.counters.eventsOffered.add(events)
        consumer.value
    }

    /** Counts the event and does what its outcome asks for. */
    private fun count(offered: Offered): OfferOutcome {
        val counters = dependencies.counters
        counters.eventsOffered.increment()
        return when (offered) {
            Offered.ACCEPTED -> OfferOutcome.QUEUED.also { consumer.value }
            Offered.FULL -> OfferOutcome.QUEUE_FULL.also { consumer.value.overflow.refused() }
            Offered.UNWRITABLE -> OfferOutcome.UNWRITABLE.also { counters.eventsRefusedUnwritable.increment() }
            Offered.STOPPED -> OfferOutcome.CLOSED.also { counters.eventsRefusedClosed.increment() }
        }
    }

    override suspend fun flush(reason: ReleaseReason) {
        val flush = FlushCommand.Flush(queue.tail, reason, RetryBudget(ATTEMPTS_A_FLUSH))
        if (queue.size == 0L) return
        queue.sync()
        val isSent = consumer.value.tell(flush)
        val error = if (isSent) flush.outcome.await() else TrackingDeliveryException("the SDK instance is closed")
        if (error != null) throw error
    }

    override fun resume() {
        if (queue.size > 0) consumer.value.tell(FlushCommand.Resume(queue.tail))
    }

    override suspend fun close(deadline: Duration): Int {
        if (isClosing.compareAndSet(false, true)) {
            val closing = scope.launch(CoroutineName("convert-tracking-close")) { finish(deadline) }
            // However this ends, waiting callers must return.
            closing.invokeOnCompletion { left.complete(queueLength.toInt()) }
        }
        return left.await()
    }

    private suspend fun finish(deadline: Duration) {
        val until = clock.time.markNow() + deadline
        // Neither a disk that hangs nor a transport that does not heed its cancellation may keep the caller.
        withTimeoutOrNull(maxOf(deadline, GRACE)) { opening.withLock { queue.stop() } }
        if (queue.size > 0 || consumer.isInitialized()) consumer.value.end(until, deadline)
        withTimeoutOrNull(GRACE) { queue.close() }
        reportLeft(queueLength)
    }

    private fun reportLeft(count: Long) {
        if (count == 0L) return
        dependencies.counters.eventsLeftAtClose.add(count)
        dependencies.logs.tracking.warn("closed with {} tracking events undelivered", count)
    }

    /** The loop, under way, and its mailbox. */
    private inner class Consumer {
        private val commands = Channel(UNLIMITED, onUndeliveredElement = FlushCommand::abandon)
        private val log get() = dependencies.logs.tracking
        val overflow by lazy { OverflowReport(dependencies.counters, log, settings.maxQueueSize, clock.time) }

        // The caller who offers the first event does not wait for the loop's parts either.
        private val loop = scope.launch(CoroutineName("convert-tracking")) { flushLoop().run() }

        init {
            // The loop does so, too, but not when the scope ended before it began.
            loop.invokeOnCompletion { commands.cancel() }
        }

        fun tell(command: FlushCommand): Boolean = commands.trySend(command).isSuccess

        suspend fun end(until: ComparableTimeMark, deadline: Duration) {
            tell(FlushCommand.Close(until))
            withTimeoutOrNull(deadline) { loop.join() }
            loop.cancel()
            withTimeoutOrNull(GRACE) { loop.join() }
        }

        private fun flushLoop() = FlushLoop(
            queue = queue,
            commands = commands,
            delivery = Delivery(settings, dependencies.transport, dependencies.project, RetryAfter(clock.wall)),
            report = DeliveryReport(dependencies.counters, log, clock.time, dependencies.emit),
            overflow = overflow,
            trigger = ReleaseTrigger(queue, DeliveryWindow(), settings, clock.time, restored),
            schedule = RetrySchedule(Backoff(clock.random), clock.time),
            settings = settings,
        )
    }

    private companion object {
        const val ATTEMPTS_A_FLUSH = 3
        val GRACE = 250.milliseconds
    }
}

/** What the pipeline works with. [project] gives `null` until a configuration is loaded. */
internal class TrackingDependencies(
    val transport: Transport,
    val counters: Counters,
    val logs: Logs,
    val project: () -> ProjectIdentity?,
    val emit: (LifecycleEvent) -> Unit,
)

/** Clock and random source; tests replace both. The scope's dispatcher has to agree with [time]. */
internal class TrackingClock(
    val time: TimeSource.WithComparableMarks = TimeSource.Monotonic,
    val wall: () -> Instant = Instant::now,
    // Not Kotlin's, on purpose: docs/performance.md, "Loading".
    val random: () -> Double = { ThreadLocalRandom.current().nextDouble() },
)
