package com.convert.sdk.internal.tracking

import com.convert.sdk.transport.TrackingResponse
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.test.runTest
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class RequestSizeSpec : StringSpec({
    "full requests go beside those under way, four at a time, and each event goes once" {
        runTest {
            val rig = Rig(this, requestSize = 5, batchSize = 5)
            var underWay = 0
            var most = 0
            rig.transport.always {
                most = maxOf(most, ++underWay)
                delay(1.seconds)
                underWay--
                TrackingResponse(200, null)
            }
            rig.offer(1..47)
            rig.settle()
            underWay shouldBe 4
            rig.pipeline.queueLength shouldBe 47
            rig.pipeline.flush()
            most shouldBe 4
            rig.sent.flatten() shouldContainExactly (1..47).map { "v$it" }
            rig.sent.map { it.size } shouldContainExactly List(9) { 5 } + 2
            rig.elapsed shouldBe 4.seconds
            rig.verify()
        }
    }

    "a second request goes beside the first when a full one waits, a third when two do" {
        runTest {
            val rig = Rig(this, requestSize = 5, batchSize = 5)
            val end = CompletableDeferred<Int>()
            rig.transport.always { TrackingResponse(end.await(), null) }
            val underWay = (1..25).map { visitor ->
                rig.offer("v$visitor")
                rig.settle()
                rig.transport.requests.size
            }
            // The first five make one; ten have come when the second starts, and ten more wait for the third.
            underWay shouldContainExactly List(4) { 0 } + List(5) { 1 } + List(10) { 2 } + List(6) { 3 }
            end.complete(200)
            rig.pipeline.flush()
            rig.sent.flatten() shouldContainExactly (1..25).map { "v$it" }
        }
    }

    "requests that end out of order leave the queue in order, and none of their events goes twice" {
        runTest {
            val rig = Rig(this, requestSize = 3)
            val gates = List(3) { CompletableDeferred<Int>() }
            gates.forEach { gate -> rig.transport.then { TrackingResponse(gate.await(), null) } }
            rig.transport.thenStatus(200)
            rig.offer(1..12)
            rig.settle()
            gates[2].complete(200)
            gates[1].complete(200)
            rig.settle()
            rig.pipeline.queueLength shouldBe 3
            rig.transport.thenStatus(200)
            gates[0].complete(503)
            delay(2.seconds)
            rig.sent.map { it.first() } shouldContainExactly listOf("v1", "v4", "v7", "v10", "v1")
            rig.pipeline.queueLength shouldBe 0
            rig.counters.eventsDelivered.sum() shouldBe 12
            rig.verify()
        }
    }

    "what was delivered behind a request that hangs makes room in the queue" {
        runTest {
            val rig = Rig(this, requestSize = 3, batchSize = 3, capacity = 6)
            val gate = CompletableDeferred<Int>()
            rig.transport.then { TrackingResponse(gate.await(), null) }.alwaysStatus(200)
            (1..15).forEach {
                rig.offer("v$it")
                rig.settle()
            }
            rig.counters.eventsDelivered.sum() shouldBe 12
            rig.counters.eventsDroppedQueueFull.sum() shouldBe 0
            rig.pipeline.queueLength shouldBe 3
            gate.complete(200)
            rig.settle()
            rig.counters.eventsDelivered.sum() shouldBe 15
            rig.verify()
        }
    }

    "requests that were under way together and fail together count as one failure" {
        runTest {
            val rig = Rig(this, requestSize = 3)
            rig.transport.thenStatus(503, 503, 503).alwaysStatus(200)
            rig.offer(1..12)
            rig.pipeline.flush()
            rig.transport.times.take(4) shouldContainExactly List(3) { 0.seconds } + 1.seconds
            rig.counters.eventsDelivered.sum() shouldBe 12
            rig.verify()
        }
    }

    "while the service fails, one request is under way at a time" {
        runTest {
            val rig = Rig(this, requestSize = 3)
            rig.transport.thenStatus(503, 503, 503)
            var underWay = 0
            rig.transport.always {
                (++underWay) shouldBe 1
                delay(1.seconds)
                underWay--
                TrackingResponse(if (rig.elapsed < 1.minutes) 503 else 200, null)
            }
            rig.offer(1..9)
            delay(1.minutes)
            rig.transport.times.size shouldBeGreaterThan 5
        }
    }

    "text outside ASCII counts with its bytes" {
        runTest {
            val rig = Rig(this)
            rig.transport.alwaysStatus(200)
            // A mebibyte holds one of them, and nearly three of as many characters.
            repeat(3) { rig.pipeline.offer(exposure("v$it", mapOf("country" to "語".repeat(200_000)))) }
            rig.pipeline.flush()
            rig.sent.map { it.size } shouldContainExactly listOf(1, 1, 1)
        }
    }

    "a request takes no more than about a mebibyte, and an event larger than that goes alone" {
        runTest {
            val rig = Rig(this)
            rig.transport.alwaysStatus(200)
            val long = mapOf("country" to "x".repeat(300_000))
            repeat(5) { rig.pipeline.offer(exposure("v$it", long)) }
            rig.pipeline.offer(exposure("huge", mapOf("country" to "x".repeat(2_000_000))))
            rig.pipeline.flush()
            rig.transport.requests.filter { it.eventCount > 1 }.forEach { it.body.length shouldBeLessThan (1 shl 20) }
            rig.sent.flatten() shouldContainExactly List(5) { "v$it" } + "huge"
            rig.counters.eventsDelivered.sum() shouldBe 6
            rig.events.size shouldBe rig.sent.size
            rig.verify()
        }
    }

    "a transport that cancels its own coroutine has failed once, and delivery goes on" {
        runTest {
            val rig = Rig(this)
            rig.transport.then { currentCoroutineContext().cancel().let { TrackingResponse(200, null) } }
            rig.transport.then { currentCoroutineContext().cancel().let { awaitCancellation() } }.thenStatus(200)
            rig.offer("a", "b", "c")
            delay(1.minutes)
            rig.counters.eventsDelivered.sum() shouldBe 3
        }
    }

    "an Error that the events' listeners throw back ends neither the loop nor delivery" {
        runTest {
            var calls = 0
            val rig = Rig(this, onEvent = { if (++calls == 1) throw StackOverflowError() })
            rig.transport.alwaysStatus(200)
            rig.offer("a", "b", "c")
            delay(1.minutes)
            rig.offer("d", "e", "f")
            rig.pipeline.flush()
            rig.sent.flatten() shouldContainExactly listOf("a", "b", "c", "d", "e", "f")
            rig.log.warnings.single() shouldContain "StackOverflowError"
            rig.verify()
        }
    }

    "an Error out of a transport is a failed attempt, and delivery goes on" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenThrow { NoClassDefFoundError("com/example/Missing") }
                .thenThrow { StackOverflowError() }
                .thenThrow { OutOfMemoryError() }
                .alwaysStatus(200)
            rig.offer(1..20)
            delay(1.minutes)
            rig.counters.eventsDelivered.sum() shouldBe 20
            rig.log.warnings.single() shouldContain "NoClassDefFoundError"
            rig.verify()
        }
    }

    "an event whose value overflows the stack costs no other event" {
        runTest {
            val rig = Rig(this, capacity = 200)
            rig.transport.alwaysStatus(200)
            var nested: List<Any> = emptyList()
            repeat(100_000) { nested = listOf(nested) }
            rig.offer(1..50)
            rig.pipeline.offer(exposure("deep", mapOf("country" to nested)))
            rig.offer(51..100)
            rig.pipeline.flush()
            rig.counters.eventsDelivered.sum() shouldBe 100
            rig.counters.eventsDroppedRejected.sum() shouldBe 1
            rig.log.warnings.size shouldBe 1
            rig.verify()
        }
    }

    "the age of the oldest event is that of the first one that is not delivered" {
        runTest {
            val rig = Rig(this, batchSize = 10)
            rig.pipeline.oldestAge shouldBe null
            rig.offer("a")
            delay(3.seconds)
            rig.offer("b")
            delay(2.seconds)
            rig.pipeline.oldestAge shouldBe 5.seconds
            rig.transport.then { delay(1.seconds).let { TrackingResponse(200, null) } }
            rig.pipeline.flush()
            rig.pipeline.oldestAge shouldBe null
            rig.verify()
        }
    }
})
