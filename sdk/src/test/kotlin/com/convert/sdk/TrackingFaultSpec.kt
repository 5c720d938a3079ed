package com.convert.sdk

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.FastTime
import com.convert.sdk.fixture.FaultBench
import com.convert.sdk.fixture.FaultLine
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.fault
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.comparables.shouldBeGreaterThan
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.longs.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import kotlin.concurrent.thread
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

/** What delivery has to endure, in the manner of [FaultSuiteSpec]. */
@Tags("slow")
class TrackingFaultSpec : StringSpec({
    "the tracking service is away for an hour under load" {
        val time = autoClose(FastTime(if (FaultLine.isFull) 60 else 1_200))
        fault("5 tracking service down for an hour under load", time = time, configure = { soon() }) {
            core.initialize()
            metrics.close()
            load(time, 30.minutes)
            replaceMetrics(Certificates.good)
            metrics.script = { Reply.of(503) }
            load(time, 30.minutes)
            // The service is asked again and again, but not hammered.
            eventually(30.seconds) { metrics.requests.size shouldBeInRange 1..60 }
            core.metrics.eventsDelivered shouldBe 0
            metrics.script = ::take
            awaitDelivery()
        }
    }

    "the service refuses one batch among good ones" {
        fault("8 400 for one batch among good ones", configure = { batchSize = 10 }) {
            val refused = ConcurrentLinkedQueue<String>()
            metrics.script = { request ->
                val visitors = visitorsIn(request)
                if ("visitor-25" in visitors) Reply.of(400).also { refused += visitors } else take(request)
            }
            core.initialize()
            repeat(6) {
                offer(10)
                deliver()
            }
            refused.size shouldBe 10
            core.metrics.eventsDroppedRejected shouldBe 10
            (offered - taken.toSet()) shouldContainExactlyInAnyOrder refused
        }
    }

    "the queue is full" {
        fault("9 queue full", configure = { maxQueueSize = 100 }) {
            core.initialize()
            metrics.script = { Reply.of(503) }
            val accepted = List(150) { tryOffer() }
            accepted shouldBe List(100) { true } + List(50) { false }
            core.metrics.eventsDroppedQueueFull shouldBe 50
            metrics.script = ::take
            deliver()
            offer(20)
            deliver()
        }
    }

    "an instance is closed under load from 16 threads" {
        fault("10 close() under load from 16 threads", configure = { roomy() }) {
            core.initialize()
            val underWay = CountDownLatch(THREADS * EVENTS_BEFORE)
            val accepted = ConcurrentLinkedQueue<String>()
            val threads = List(THREADS) { thread(isDaemon = true) { trackUntilClosed(accepted, underWay) } }
            underWay.await(60, TimeUnit.SECONDS) shouldBe true
            core.close()
            threads.forEach { it.join(10_000) }
            threads.count { it.isAlive } shouldBe 0
            offered += accepted
            core.metrics.eventsLeftAtClose shouldBe 0
            core.metrics.eventsQueued shouldBe accepted.size.toLong()
        }
    }

    "the wall clock is set back an hour" {
        val time = autoClose(FastTime(1_200))
        fault("16 clock set back an hour", time = time, configure = { soon() }) {
            core.initialize()
            offer(20)
            awaitDelivery()
            time.wallOffset = (-1).hours
            offer(20)
            awaitDelivery()
            // With a clock that is wrong, the date looks an hour away; it must not be more than that.
            val begun = AtomicLong()
            metrics.script = { request ->
                if (begun.compareAndSet(0, time.elapsed.inWholeMilliseconds)) tooMany() else take(request)
            }
            offer(20)
            awaitDelivery()
            (time.elapsed - begun.get().milliseconds) shouldBeGreaterThan 1.hours
        }
    }

    "a handler throws, another never returns, and nor does a collector" {
        fault("15 handler that throws, listeners that never return") {
            val never = CountDownLatch(1)
            val thrown = AtomicInteger()
            core.initialize()
            core.on<LifecycleEvent.Conversion> {
                thrown.incrementAndGet()
                error("a user's mistake")
            }
            core.on<LifecycleEvent.Conversion> { never.await() }
            val collector = CoroutineScope(Dispatchers.Default).launch { core.events.collect { awaitCancellation() } }
            offer(600)
            deliver()
            eventually(10.seconds) { core.metrics.listenerErrors shouldBe thrown.get().toLong() }
            // All but the one in its hands and those in its buffer.
            core.metrics.listenerEventsMissed shouldBeGreaterThanOrEqual 600 - 257
            measureTime { core.shutdown() } shouldBeLessThan 20.seconds
            never.countDown()
            collector.cancel()
        }
    }
})

private const val THREADS = 16
private const val EVENTS_BEFORE = 50

/** Sends without being asked, and has room for all that an hour brings. */
private fun SdkConfig.Builder.soon() {
    autoFlushInterval = 30.seconds
    batchSize = 100
    maxQueueSize = 1_000_000
    closeTimeout = 1.hours
}

private fun SdkConfig.Builder.roomy() {
    batchSize = 100
    maxQueueSize = 1_000_000
    closeTimeout = 60.seconds
}

/** An event a millisecond, for as [long] as it is in [time]. */
private suspend fun FaultBench.load(time: FastTime, long: Duration) {
    val end = time.elapsed + long
    while (time.elapsed < end) {
        offer(1)
        delay(1.milliseconds)
    }
}

private fun FaultBench.trackUntilClosed(accepted: MutableCollection<String>, underWay: CountDownLatch) = runBlocking {
    while (true) {
        val visitor = newVisitor()
        val context = try {
            core.createContext(visitor)
        } catch (_: IllegalStateException) {
            return@runBlocking // closed
        }
        if (context.trackConversion("goal").isTracked) accepted += visitor
        underWay.countDown()
        delay(1.milliseconds)
    }
}

private fun tooMany(): Reply {
    val date = Instant.now().plusSeconds(2).atOffset(ZoneOffset.UTC)
    return Reply.of(429, "", "Retry-After" to RFC_1123_DATE_TIME.format(date))
}
