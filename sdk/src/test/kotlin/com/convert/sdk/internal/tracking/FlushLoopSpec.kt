package com.convert.sdk.internal.tracking

import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.transport.TrackingResponse
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class FlushLoopSpec : StringSpec({
    "a full batch is sent at once, and says that it was full" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(200)
            rig.offer("a", "b", "c")
            rig.settle()
            rig.sent shouldContainExactly listOf(listOf("a", "b", "c"))
            rig.events.single().reason shouldBe ReleaseReason.SIZE
            rig.verify()
        }
    }

    "without an interval, a batch that is not full waits for as long as it takes" {
        runTest {
            val rig = Rig(this)
            rig.offer("a", "b")
            delay(1.days)
            rig.sent.shouldBeEmpty()
            rig.pipeline.queueLength shouldBe 2
            rig.verify()
        }
    }

    "with an interval, an event waits for exactly that long" {
        runTest {
            val rig = Rig(this, interval = 5.seconds)
            rig.transport.thenStatus(200)
            delay(1.seconds)
            rig.offer("a")
            delay(2.seconds)
            rig.offer("b")
            delay(1.days)
            rig.transport.times shouldContainExactly listOf(6.seconds)
            rig.sent shouldContainExactly listOf(listOf("a", "b"))
            rig.events.single().reason shouldBe ReleaseReason.TIMEOUT
            rig.verify()
        }
    }

    "an event that comes during a request waits for exactly the interval" {
        runTest {
            val rig = Rig(this, interval = 5.seconds)
            rig.transport.then { delay(4.seconds).let { TrackingResponse(200, null) } }.thenStatus(200)
            rig.offer("a", "b", "c")
            delay(100.milliseconds)
            rig.offer("d")
            delay(1.days)
            rig.transport.times shouldContainExactly listOf(0.seconds, 5.1.seconds)
            rig.verify()
        }
    }

    "what came during a request goes as soon as that has ended, all of it" {
        runTest {
            val rig = Rig(this, interval = 5.seconds)
            rig.transport.then { delay(4.seconds).let { TrackingResponse(200, null) } }.thenStatus(200)
            rig.offer("a", "b", "c")
            delay(1.seconds)
            rig.offer("d", "e", "f", "g")
            delay(1.days)
            rig.transport.times shouldContainExactly listOf(0.seconds, 4.seconds)
            rig.sent.last() shouldContainExactly listOf("d", "e", "f", "g")
            rig.verify()
        }
    }

    "events offered during a request stay queued and go with the next one, in order" {
        runTest {
            val rig = Rig(this)
            val gate = CompletableDeferred<Unit>()
            rig.transport.then { gate.await().let { TrackingResponse(200, null) } }.thenStatus(200)
            rig.offer("a", "b", "c")
            rig.settle()
            rig.offer("d", "e", "f")
            rig.settle()
            rig.sent shouldContainExactly listOf(listOf("a", "b", "c"))
            gate.complete(Unit)
            rig.settle()
            rig.sent shouldContainExactly listOf(listOf("a", "b", "c"), listOf("d", "e", "f"))
            rig.verify()
        }
    }

    "a batch that is not full does not go beside a request that is under way" {
        runTest {
            val rig = Rig(this)
            var underWay = 0
            rig.transport.always {
                (++underWay) shouldBe 1
                delay(1.seconds)
                underWay--
                TrackingResponse(200, null)
            }
            repeat(3) {
                rig.offer(it * 3 + 1..it * 3 + 3)
                launch { rig.pipeline.flush() }
                delay(100.milliseconds)
            }
            delay(1.days)
            rig.sent.flatten() shouldContainExactly (1..9).map { "v$it" }
            rig.verify()
        }
    }

    "a batch that the service refuses is dropped, counted and reported once, and the rest goes on" {
        runTest {
            val rig = Rig(this, requestSize = 3)
            rig.transport.thenStatus(200, 400, 422, 200)
            rig.offer(1..12)
            rig.settle()
            rig.sent.size shouldBe 4
            rig.counters.eventsDroppedRejected.sum() shouldBe 6
            rig.counters.eventsDelivered.sum() shouldBe 6
            rig.log.warnings.size shouldBe 1
            rig.log.lines.last().endsWith("6 events dropped") shouldBe true
            rig.events.map { it.statusCode } shouldContainExactly listOf(null, 400, 422, null)
            rig.verify()
        }
    }

    "a batch that is too large is sent in pieces, and only an event too large by itself is dropped" {
        runTest {
            val rig = Rig(this, batchSize = 8)
            rig.transport.always { request ->
                TrackingResponse(if ("v3" in request.visitorIds()) 413 else 200, null)
            }
            rig.offer(1..8)
            rig.settle()
            rig.counters.eventsDelivered.sum() shouldBe 7
            rig.counters.eventsDroppedRejected.sum() shouldBe 1
            rig.events.map { it.reason }.toSet() shouldBe setOf(ReleaseReason.SIZE)
            rig.pipeline.queueLength shouldBe 0
            rig.verify()
        }
    }

    "a batch that does not fit is taken apart no further than needed, and the one after it not at all" {
        runTest {
            val rig = Rig(this, batchSize = 8)
            rig.transport.thenStatus(413, 413).alwaysStatus(200)
            rig.offer(1..8)
            rig.settle()
            rig.sent.map { it.size } shouldContainExactly listOf(8, 4, 2, 2, 2, 2)
            rig.offer(9..16)
            rig.settle()
            rig.sent.last().size shouldBe 8
            rig.verify()
        }
    }

    "an event that cannot be written is dropped alone" {
        runTest {
            val rig = Rig(this)
            rig.transport.alwaysStatus(200)
            val broken = object {
                override fun toString(): String = error("broken value of a user")
            }
            rig.offer("a")
            rig.pipeline.offer(exposure("b", segments = mapOf("country" to broken)))
            rig.offer("c")
            rig.settle()
            rig.sent.flatten() shouldContainExactly listOf("a", "c")
            rig.counters.eventsDroppedRejected.sum() shouldBe 1
            rig.verify()
        }
    }

    "an event that comes between any two looks at the queue is not overlooked" {
        var look = 0
        do {
            look++
            var looks = 0
            runTest {
                val queue = MemoryQueue(100)
                val watched = object : EventQueue by queue {
                    override val size: Long
                        get() = queue.size.also { if (++looks == look) queue.offerNow(exposure("late")) }
                }
                val rig = Rig(this, interval = 5.seconds, queue = watched)
                rig.transport.alwaysStatus(200)
                rig.offer("early")
                delay(1.minutes)
                withClue("look $look") { rig.sent.flatten().size shouldBe if (looks < look) 1 else 2 }
            }
        } while (looks >= look)
        look shouldBeGreaterThan 3
    }

    "events wait until the project is known" {
        runTest {
            val rig = Rig(this)
            rig.project = null
            rig.offer(1..7)
            delay(1.days)
            rig.sent.shouldBeEmpty()
            rig.transport.alwaysStatus(200)
            rig.project = ProjectIdentity("1", "2")
            rig.pipeline.resume()
            rig.offer("late")
            rig.settle()
            rig.sent.single() shouldContainExactly (1..7).map { "v$it" } + "late"
            rig.pipeline.resume()
            rig.offer("later")
            rig.settle()
            rig.pipeline.queueLength shouldBe 1
            rig.verify()
        }
    }

    "a full queue is reported once until it is half empty again, and counted exactly" {
        runTest {
            val rig = Rig(this, batchSize = 5, capacity = 20, requestSize = 5)
            val gate = Channel<Int>()
            rig.transport.always { TrackingResponse(gate.receive(), null) }
            rig.offer(1..22)
            rig.settle()
            gate.send(200)
            rig.settle()
            rig.offer(23..30)
            rig.settle()
            rig.counters.eventsDroppedQueueFull.sum() shouldBe 5
            rig.log.lines.size shouldBe 1
            repeat(2) { gate.send(200).also { rig.settle() } }
            rig.log.lines.size shouldBe 2
            rig.log.lines.last() shouldContain "5 events dropped"
            rig.verify()
        }
    }

    "a success tells how many events of how many visitors it was, after how many retries" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(503, 200)
            rig.offer("a", "b", "a")
            delay(1.days)
            val (failure, success) = rig.events
            failure.statusCode shouldBe 503
            failure.error?.code shouldBe "tracking_delivery_failed"
            success.error shouldBe null
            success.batchSize shouldBe 3
            success.visitorCount shouldBe 2
            success.retryAttempts shouldBe 1
            rig.verify()
        }
    }
})
