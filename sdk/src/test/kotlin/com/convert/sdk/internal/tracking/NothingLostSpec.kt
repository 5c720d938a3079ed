package com.convert.sdk.internal.tracking

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.fixture.ScriptedTransport
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.transport.TrackingResponse
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.delay
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.slf4j.helpers.NOPLogger
import java.io.IOException
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

@Tags("slow")
class NothingLostSpec : StringSpec({
    "whatever happens, each event that was accepted is delivered, dropped for a reason, left or still queued" {
        repeat(300) { seed ->
            runTest {
                val rig = Rig(this, 5, 7.seconds, 40, random = Random(seed), requestSize = 5 + seed % 10)
                withClue("seed $seed") { Story(rig, Random(seed)).tell() }
            }
        }
    }

    "16 producers, flushing and closing at the same time agree on every event" {
        repeat(20) { round ->
            runTest(timeout = 1.minutes) { withContext(Dispatchers.Default) { withClue("round $round") { crowd() } } }
        }
    }
})

/** A random sequence of everything that callers and the service can do. */
private class Story(private val rig: Rig, private val random: Random) {
    private val accepted = ArrayList<String>()
    private val taken = ArrayList<String>()
    private val dropped = ArrayList<String>()
    private var number = 0

    suspend fun tell() {
        rig.transport.always { request ->
            delay(random.nextInt(0, 3_000).milliseconds)
            val answer = answer()
            if (answer.statusCode == 200) taken += request.visitorIds()
            if (answer.statusCode == 400 || answer.statusCode == 413 && request.eventCount == 1) {
                dropped += request.visitorIds()
            }
            answer
        }
        repeat(random.nextInt(5, 60)) { act() }
        val left = rig.pipeline.close(random.nextInt(0, 60).seconds)
        val waiting = rig.pipeline.queueLength
        left.toLong() shouldBe waiting
        (accepted.size - taken.size - dropped.size).toLong() shouldBe waiting
        val now = rig.counters.read(rig.pipeline.accepted, waiting)
        now.eventsQueued shouldBe accepted.size.toLong()
        now.eventsDelivered shouldBe taken.size.toLong()
        now.eventsDroppedRejected shouldBe dropped.size.toLong()
        now.eventsLeftAtClose shouldBe waiting
        (now.eventsQueued + now.eventsDroppedQueueFull).toInt() shouldBe number
        (taken + dropped).distinct().size shouldBe taken.size + dropped.size
        (taken + dropped).filterNot { it in accepted }.shouldBeEmpty()
    }

    private fun answer(): TrackingResponse = when (random.nextInt(10)) {
        0 -> TrackingResponse(400, null)
        1 -> TrackingResponse(413, null)
        2 -> TrackingResponse(429, random.nextInt(20).toString())
        3 -> TrackingResponse(503, null)
        4 -> throw if (random.nextBoolean()) IOException("connection reset") else StackOverflowError()
        5 -> TrackingResponse(500, null)
        else -> TrackingResponse(200, null)
    }

    private suspend fun act() {
        when (random.nextInt(6)) {
            0 -> delay(random.nextInt(0, 20).seconds)
            1 -> flush()
            else -> repeat(random.nextInt(1, 12)) {
                val id = "v${number++}"
                if (rig.pipeline.offer(exposure(id)) == OfferOutcome.QUEUED) accepted += id
            }
        }
    }

    private suspend fun flush() {
        val before = accepted.toList()
        try {
            rig.pipeline.flush()
        } catch (_: TrackingDeliveryException) {
            return
        }
        before.filterNot { it in taken || it in dropped }.shouldBeEmpty()
    }
}

private suspend fun crowd() {
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    val counters = Counters()
    val taken = ConcurrentLinkedQueue<String>()
    val accepted = ConcurrentLinkedQueue<String>()
    val refused = AtomicInteger()
    val transport = ScriptedTransport(keep = false)
    transport.tracking.always { request ->
        taken += request.visitorIds()
        TrackingResponse(200, null)
    }
    val pipeline = TrackingPipeline(
        scope,
        TrackingSettings("key", 50, 1.milliseconds, 5_000, "js-sdk", enrichData = true),
        TrackingDependencies(transport, counters, Logs(NOPLogger.NOP_LOGGER), { ProjectIdentity("1", "2") }) { },
    )
    val producers = List(16) { producer ->
        scope.launch {
            repeat(2_000) {
                val id = "$producer-$it"
                if (pipeline.offer(exposure(id)) == OfferOutcome.QUEUED) accepted.add(id) else refused.incrementAndGet()
                if (it % 500 == producer) runCatching { pipeline.flush() }
            }
        }
    }
    val left = List(2) { scope.launch { pipeline.close(20.seconds) shouldBe 0 } }
    (left + producers).joinAll()
    pipeline.queueLength shouldBe 0
    taken.sorted() shouldBe accepted.sorted()
    accepted.size + refused.get() shouldBe 16 * 2_000
    pipeline.accepted shouldBe accepted.size.toLong()
    scope.coroutineContext[Job]?.cancel()
}
