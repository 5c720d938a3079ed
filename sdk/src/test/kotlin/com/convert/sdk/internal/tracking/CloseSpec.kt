package com.convert.sdk.internal.tracking

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.transport.TrackingResponse
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

class CloseSpec : StringSpec({
    "closing delivers what is queued and leaves nothing" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(200, 200)
            rig.offer("a", "b")
            rig.pipeline.close(5.seconds) shouldBe 0
            rig.offer("c", "d")
            rig.pipeline.queueLength shouldBe 0
            rig.events.map { it.reason } shouldContainExactly listOf(ReleaseReason.AT_EXIT)
            rig.log.lines.shouldBeEmpty()
        }
    }

    "closing with nothing queued takes no time" {
        runTest {
            val rig = Rig(this)
            rig.pipeline.close(5.seconds) shouldBe 0
            rig.elapsed shouldBe Duration.ZERO
        }
    }

    "closing what never had an event starts nothing" {
        runTest {
            val rig = Rig(this)
            rig.pipeline.resume()
            rig.settle()
            backgroundScope.coroutineContext.job.children.toList().shouldBeEmpty()
            rig.pipeline.close(5.seconds) shouldBe 0
            backgroundScope.coroutineContext.job.children.toList().shouldBeEmpty()
        }
    }

    "after closing, no event is accepted" {
        runTest {
            val rig = Rig(this)
            rig.pipeline.close(5.seconds)
            rig.pipeline.offer(exposure("a")) shouldBe OfferOutcome.CLOSED
            rig.pipeline.accepted shouldBe 0
            rig.counters.eventsDroppedQueueFull.sum() shouldBe 0
            rig.counters.eventsRefusedClosed.sum() shouldBe 1
        }
    }

    "closing retries until its time is over, then says how many events it had to leave" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(500, 500, 500)
            rig.offer(1..5)
            rig.settle()
            rig.pipeline.close(3.seconds) shouldBe 5
            rig.elapsed shouldBe 1.seconds
            rig.counters.eventsLeftAtClose.sum() shouldBe 5
            rig.log.warnings.last() shouldContain "5 tracking events"
            rig.verify()
        }
    }

    "a request that outlasts the time is broken off" {
        runTest {
            val rig = Rig(this)
            val gone = CompletableDeferred<Throwable?>()
            rig.transport.then {
                try {
                    CompletableDeferred<TrackingResponse>().await()
                } catch (e: CancellationException) {
                    gone.complete(e)
                    throw e
                }
            }
            rig.offer(1..3)
            rig.pipeline.close(5.seconds) shouldBe 3
            rig.elapsed shouldBe 5.seconds
            gone.isCompleted shouldBe true
            rig.events.shouldBeEmpty()
            rig.log.lines.single() shouldContain "3 tracking events"
            rig.verify()
        }
    }

    "a request under way when closing begins is waited for, not repeated" {
        runTest {
            val rig = Rig(this)
            rig.transport.then { delay(2.seconds).let { TrackingResponse(200, null) } }
            rig.offer(1..3)
            rig.settle()
            rig.pipeline.close(5.seconds) shouldBe 0
            rig.elapsed shouldBe 2.seconds
            rig.verify()
        }
    }

    "all callers of close get the outcome of the first one" {
        runTest {
            val rig = Rig(this)
            rig.transport.alwaysStatus(500)
            rig.offer(1..3)
            val all = List(3) { async { rig.pipeline.close(5.seconds) } }
            all.map { it.await() } shouldContainExactly listOf(3, 3, 3)
            rig.pipeline.close(1.seconds) shouldBe 3
            rig.counters.eventsLeftAtClose.sum() shouldBe 3
        }
    }

    "a caller of close who goes away does not break it off" {
        runTest {
            val rig = Rig(this)
            rig.transport.then { delay(2.seconds).let { TrackingResponse(200, null) } }
            rig.offer(1..3)
            val impatient = launch { rig.pipeline.close(5.seconds) }
            delay(1.seconds)
            impatient.cancel()
            rig.pipeline.close(5.seconds) shouldBe 0
            rig.counters.eventsDelivered.sum() shouldBe 3
            rig.verify()
        }
    }

    "closing does not wait for a pause that outlasts it, and asks nobody during one" {
        runTest {
            val rig = Rig(this)
            rig.transport.thenStatus(429, "60")
            rig.offer(1..3)
            rig.settle()
            rig.pipeline.close(5.seconds) shouldBe 3
            rig.elapsed shouldBe Duration.ZERO
            rig.verify()
        }
    }

    "closing with no time at all leaves everything" {
        runTest {
            val rig = Rig(this)
            rig.offer("a", "b")
            rig.pipeline.close(Duration.ZERO) shouldBe 2
        }
    }

    "closing before the project is known leaves everything at once" {
        runTest {
            val rig = Rig(this)
            rig.project = null
            rig.offer("a")
            rig.pipeline.close(5.seconds) shouldBe 1
            rig.elapsed shouldBe Duration.ZERO
        }
    }

    "a flush that waits when closing fails is told" {
        runTest {
            val rig = Rig(this)
            rig.transport.then { CompletableDeferred<TrackingResponse>().await() }
            rig.offer("a")
            val flush = async { runCatching { rig.pipeline.flush() } }
            rig.settle()
            rig.pipeline.close(1.seconds) shouldBe 1
            (flush.await().exceptionOrNull() is TrackingDeliveryException) shouldBe true
            shouldThrow<TrackingDeliveryException> { rig.pipeline.flush() }
            rig.verify()
        }
    }

    "a flush that the loop has not even seen when its scope ends is told" {
        runTest {
            val scope = CoroutineScope(backgroundScope.coroutineContext + Job())
            val rig = Rig(this, scope = scope)
            rig.offer("a")
            rig.settle()
            val flush = async(start = CoroutineStart.UNDISPATCHED) { runCatching { rig.pipeline.flush() } }
            scope.cancel()
            (flush.await().exceptionOrNull() is TrackingDeliveryException) shouldBe true
        }
    }

    "a flush of events that came after the scope's end is told" {
        runTest {
            val scope = CoroutineScope(backgroundScope.coroutineContext + Job())
            val rig = Rig(this, scope = scope)
            scope.cancel()
            rig.offer("a")
            shouldThrow<TrackingDeliveryException> { withTimeout(1.seconds) { rig.pipeline.flush() } }
        }
    }

    "when the scope has gone first, closing still comes to an end" {
        runTest {
            val scope = CoroutineScope(backgroundScope.coroutineContext + Job())
            val rig = Rig(this, scope = scope)
            rig.offer("a")
            rig.settle()
            scope.cancel()
            rig.pipeline.close(1.seconds) shouldBe 1
        }
    }
})
