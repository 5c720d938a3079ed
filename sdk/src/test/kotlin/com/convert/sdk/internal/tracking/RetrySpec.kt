package com.convert.sdk.internal.tracking

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.transport.TrackingResponse
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.ints.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import java.io.IOException
import kotlin.random.Random
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class RetrySpec : StringSpec({
    "failures are retried with waits that double up to five minutes, for ever" {
        runTest {
            val rig = Rig(this)
            rig.transport.alwaysStatus(503)
            rig.offer(1..3)
            delay(1.days)
            rig.transport.times.zipWithNext { a, b -> (b - a).inWholeSeconds }.take(11) shouldContainExactly
                listOf(1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300)
            rig.transport.requests.size shouldBeInRange 280..300
            rig.counters.deliveryRetries.sum() shouldBe rig.transport.requests.size - 1
            rig.log.warnings.size shouldBe 1
            rig.verify()
        }
    }

    "each of these answers is retried: ${RETRIED.joinToString()}" {
        for (status in RETRIED) {
            runTest {
                val rig = Rig(this)
                rig.transport.thenStatus(status, 200)
                rig.offer(1..3)
                delay(1.minutes)
                rig.counters.eventsDelivered.sum() shouldBe 3
                rig.verify()
            }
        }
    }

    "whatever a transport throws is retried, its own time-out included" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenThrow { IOException("refused") }.thenThrow { IllegalStateException() }
                .then { withTimeout(1.seconds) { CompletableDeferred<TrackingResponse>().await() } }
                .thenStatus(200)
            rig.offer(1..3)
            delay(1.minutes)
            rig.counters.eventsDelivered.sum() shouldBe 3
            rig.log.warnings.single() shouldContain "IOException"
            rig.verify()
        }
    }

    "what a transport says about its failure is told, its address without the key" {
        runTest {
            val rig = Rig(this)
            val failure = TrackingDeliveryException("no answer: Refused", "https://host/v1/track/1001234567?a=b")
            repeat(3) { rig.transport.thenThrow { failure } }
            rig.offer(1..3)
            val told = shouldThrow<TrackingDeliveryException> { rig.pipeline.flush() }
            told.endpoint shouldBe "host/v1/track/1001****_4567"
            told.message shouldContain "no answer: Refused"
            rig.log.warnings.single() shouldContain "no answer: Refused"
        }
    }

    "a transport may throw the service's refusal" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenThrow { TrackingDeliveryException("no", statusCode = 400) }
            rig.offer(1..3)
            rig.settle()
            rig.counters.eventsDroppedRejected.sum() shouldBe 3
            rig.verify()
        }
    }

    "the wait that the service asks for is kept to, in seconds and as a date" {
        runTest {
            val rig = Rig(this, random = FixedRandom(0.0))
            rig.transport.thenStatus(429, "7").thenStatus(503, "Thu, 01 Jan 2026 00:01:00 GMT").thenStatus(200)
            rig.offer(1..3)
            delay(1.days)
            rig.transport.times shouldContainExactly listOf(0.seconds, 7.seconds, 67.seconds)
            rig.verify()
        }
    }

    "a wait of zero or in the past still leaves the back-off" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(429, "0").thenStatus(429, "Wed, 31 Dec 2025 23:59:59 GMT").thenStatus(200)
            rig.offer(1..3)
            delay(1.days)
            rig.transport.times shouldContainExactly listOf(0.seconds, 1.seconds, 3.seconds)
            rig.verify()
        }
    }

    "after an outage the queue empties without further waits" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(500, 500).alwaysStatus(200)
            rig.offer(1..30)
            delay(3.seconds)
            rig.settle()
            rig.pipeline.queueLength shouldBe 0
            rig.log.lines.size shouldBe 2
            rig.log.lines.last() shouldContain "tracking delivery recovered after 3s, 2 failed attempts, no events lost"
            rig.verify()
        }
    }

    "a flush returns when all that was queued before is delivered, though the batch is not full" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(200)
            rig.offer("a")
            rig.pipeline.flush()
            rig.sent shouldContainExactly listOf(listOf("a"))
            rig.events.single().reason shouldBe ReleaseReason.EXPLICIT
            rig.verify()
        }
    }

    "a flush makes what is queued safe first" {
        runTest {
            val memory = MemoryQueue(10)
            var syncs = 0
            val queue = object : EventQueue by memory {
                override suspend fun sync() {
                    syncs++
                }
            }
            val rig = Rig(this, queue = queue)
            rig.transport.then { TrackingResponse(if (syncs == 1) 200 else 400, null) }
            rig.offer("a")
            rig.pipeline.flush()
            rig.counters.eventsDelivered.sum() shouldBe 1
        }
    }

    "a flush of nothing asks nobody" {
        runTest {
            val rig = Rig(this)
            rig.pipeline.flush()
            rig.transport.requests.shouldBeEmpty()
        }
    }

    "a flush does not wait for events that came after it" {
        runTest {
            val rig = Rig(this, batchSize = 1)
            rig.transport.then { delay(1.seconds).let { TrackingResponse(200, null) } }
                .then { CompletableDeferred<TrackingResponse>().await() }
            rig.offer("a")
            val flush = launch { rig.pipeline.flush() }
            rig.settle()
            rig.offer("b")
            delay(2.seconds)
            flush.isActive shouldBe false
        }
    }

    "a flush makes three attempts, then says what went wrong and leaves the events queued" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(503, 503, 503)
            rig.offer("a", "b")
            val error = shouldThrow<TrackingDeliveryException> { rig.pipeline.flush() }
            error.statusCode shouldBe 503
            error.batchSize shouldBe 2
            error.retryCount shouldBe 2
            error.endpoint shouldBe null
            rig.transport.times shouldContainExactly listOf(0.seconds, 1.seconds, 3.seconds)
            rig.pipeline.queueLength shouldBe 2
            rig.verify()
        }
    }

    "a flush returns when the service has refused what was queued" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(400)
            rig.offer("a", "b")
            rig.pipeline.flush()
            rig.counters.eventsDroppedRejected.sum() shouldBe 2
            rig.verify()
        }
    }

    "a flush skips what is left of the back-off" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(503, 503, 503, 503, 503, 503, 200)
            rig.offer(1..3)
            delay(40.seconds)
            rig.pipeline.flush()
            rig.transport.times.last() shouldBe 40.seconds
            rig.verify()
        }
    }

    "a flush waits for a short pause of the service's, and fails at once over a long one" {
        runTest {
            val rig = Rig(this, random = FixedRandom(0.0))
            rig.transport.thenStatus(429, "5").thenStatus(429, "60")
            rig.offer(1..3)
            rig.settle()
            shouldThrow<TrackingDeliveryException> { rig.pipeline.flush() }
            rig.transport.times shouldContainExactly listOf(0.seconds, 5.seconds)
            shouldThrow<TrackingDeliveryException> { rig.pipeline.flush() }.message shouldContain "pause"
            rig.transport.times.size shouldBe 2
            rig.verify()
        }
    }

    "a flush that starts late in another one's attempts has its own" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(500, 500, 500, 500, 200)
            rig.offer("a")
            val first = async { runCatching { rig.pipeline.flush() } }
            delay(2.seconds)
            val second = async { runCatching { rig.pipeline.flush() } }
            first.await().exceptionOrNull().shouldBeInstanceOf<TrackingDeliveryException>()
            second.await().exceptionOrNull() shouldBe null
            rig.verify()
        }
    }

    "the pauses of flushes that wait together are those of the newest" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(503, 503, 503, 200)
            rig.offer("a")
            val first = async { runCatching { rig.pipeline.flush() } }
            delay(500.milliseconds)
            rig.pipeline.flush()
            first.await().isFailure shouldBe true
            rig.transport.times shouldContainExactly listOf(0.seconds, 0.5.seconds, 1.5.seconds, 3.5.seconds)
            rig.verify()
        }
    }

    "a flush that gets on may fail three times in a row again" {
        runTest {
            val rig = Rig(this, batchSize = 1, requestSize = 1, requestsUnderWay = 1)
            rig.transport.thenStatus(503, 503, 200, 503, 503, 200)
            rig.project = null
            rig.offer("a", "b")
            rig.project = ProjectIdentity("1", "2")
            rig.pipeline.flush()
            rig.verify()
        }
    }

    "a caller of flush who goes away disturbs nobody" {
        runTest {
            val rig = Rig(this)
            rig.transport.then { delay(5.seconds).let { TrackingResponse(200, null) } }
            rig.offer("a")
            val impatient = launch { rig.pipeline.flush() }
            val patient = launch { rig.pipeline.flush() }
            delay(1.seconds)
            impatient.cancel()
            patient.join()
            patient.isCancelled shouldBe false
            rig.counters.eventsDelivered.sum() shouldBe 1
            rig.verify()
        }
    }

    "a flush before the project is known fails and loses nothing" {
        runTest {
            val rig = Rig(this)
            rig.project = null
            rig.offer("a")
            shouldThrow<TrackingDeliveryException> { rig.pipeline.flush() }
            rig.pipeline.queueLength shouldBe 1
        }
    }

    "a batch on which the service fails for good does not hold up the others, and nothing of it is dropped" {
        runTest {
            val rig = Rig(this, batchSize = 4)
            rig.transport.always { TrackingResponse(if ("v6" in it.visitorIds()) 500 else 200, null) }
            rig.offer(1..24)
            delay(5.minutes)
            rig.counters.eventsDelivered.sum() shouldBe 23
            rig.pipeline.queueLength shouldBe 1
            rig.offer(25..48)
            delay(5.minutes)
            rig.counters.eventsDelivered.sum() shouldBe 47
            rig.sent.filter { it.size > 1 }.count { "v6" in it } shouldBe 7
            rig.transport.requests.size shouldBeInRange 30..45
            shouldThrow<TrackingDeliveryException> { rig.pipeline.flush() }
            rig.transport.alwaysStatus(200)
            delay(6.minutes)
            rig.counters.eventsDelivered.sum() shouldBe 48
            rig.verify()
        }
    }

    "an event on which the service fails for good delays the others by no more than a second at a time" {
        runTest {
            val rig = Rig(this, batchSize = 4)
            rig.transport.always { TrackingResponse(if ("v6" in it.visitorIds()) 500 else 200, null) }
            for (second in 0 until 600) {
                rig.offer(second * 4 + 1..second * 4 + 4)
                delay(1.seconds)
            }
            rig.pipeline.queueLength.toInt() shouldBeInRange 1..12
            rig.verify()
        }
    }

    "a flush does not return before an event that made way is delivered" {
        runTest {
            val rig = Rig(this, batchSize = 1, requestSize = 1, requestsUnderWay = 1)
            rig.transport.thenStatus(500, 500, 500, 500).thenStatus(200).thenStatus(500).thenStatus(200)
            rig.offer(1..2)
            delay(10.seconds)
            rig.pipeline.flush()
            rig.sent.map { it.single() } shouldContainExactly listOf("v1", "v1", "v1", "v1", "v2", "v1", "v1")
            rig.pipeline.queueLength shouldBe 0
            rig.verify()
        }
    }

    "an hour of outage under load costs few requests, and what the queue could hold arrives soon after" {
        runTest {
            val rig = Rig(this, batchSize = 10, capacity = 1_000, random = Random(1))
            rig.transport.always { TrackingResponse(if (rig.elapsed < 1.hours) 503 else 200, null) }
            val load = launch {
                var visitor = 0
                while (isActive) {
                    rig.pipeline.offer(exposure("v${visitor++}"))
                    delay(500.milliseconds)
                }
            }
            delay(1.hours)
            rig.transport.requests.size shouldBeLessThanOrEqualTo 60
            rig.pipeline.queueLength shouldBe 1_000
            delay(5.minutes)
            rig.pipeline.queueLength.toInt() shouldBeInRange 0..9
            load.cancel()
            val offered = rig.pipeline.accepted + rig.counters.eventsDroppedQueueFull.sum()
            offered.toInt() shouldBeInRange 7_799..7_801
            rig.log.warnings.size shouldBe 2
            rig.verify()
        }
    }
}) {
    private companion object {
        val RETRIED = listOf(100, 302, 304, 408, 429, 500, 502, 503, 504, 599)
    }
}
