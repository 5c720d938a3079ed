package com.convert.sdk.internal.tracking

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.fixture.ScriptedTransport
import com.convert.sdk.fixture.shouldBalance
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.testTimeSource
import java.time.Instant
import kotlin.random.Random
import kotlin.time.Duration

/** A pipeline in virtual time with everything around it recorded. */
@OptIn(ExperimentalCoroutinesApi::class)
internal class Rig(
    private val test: TestScope,
    batchSize: Int = 3,
    interval: Duration? = null,
    capacity: Int = 100,
    val counters: Counters = Counters(),
    queue: EventQueue = MemoryQueue(capacity, test.testTimeSource),
    random: Random = FixedRandom(1.0),
    scope: CoroutineScope = test.backgroundScope,
    requestSize: Int = 1_000,
    requestsUnderWay: Int = 4,
    private val onEvent: () -> Unit = {},
) {
    private val service = ScriptedTransport(test.testTimeSource)
    val transport = service.tracking
    val log = RecordingLogger()
    val events = ArrayList<LifecycleEvent.ApiQueueReleased>()
    var project: ProjectIdentity? = ProjectIdentity("10", "20")
    var wall: Instant = Instant.parse("2026-01-01T00:00:00Z")

    val pipeline = TrackingPipeline(
        scope,
        TrackingSettings(
            sdkKey = "key",
            batchSize = batchSize,
            autoFlushInterval = interval,
            maxQueueSize = capacity,
            source = "js-sdk",
            enrichData = true,
            requestSize = requestSize,
            requestsUnderWay = requestsUnderWay,
        ),
        TrackingDependencies(service, counters, Logs(log), { project }) {
            events.add(it as LifecycleEvent.ApiQueueReleased)
            onEvent()
        },
        TrackingClock(test.testTimeSource, { wall }, random::nextDouble),
        queue,
    )

    private val begun = test.testTimeSource.markNow()

    /** Since the rig was made. */
    val elapsed: Duration get() = begun.elapsedNow()

    /** Offers an exposure for each visitor. */
    suspend fun offer(vararg visitors: String) = visitors.forEach { pipeline.offer(exposure(it)) }

    suspend fun offer(visitors: IntRange) = visitors.forEach { pipeline.offer(exposure("v$it")) }

    /** Lets everything happen that can happen now. */
    fun settle() = test.runCurrent()

    /** The visitors of each request. */
    val sent: List<List<String>> get() = transport.requests.map { it.visitorIds() }

    /** Nothing scripted is left over, and no event has got lost from the books. */
    fun verify() {
        transport.isUsedUp shouldBe true
        service.isClosed shouldBe false
        val now = counters.read(pipeline.accepted, pipeline.queueLength)
        now.shouldBalance()
        withClue(now) { now.eventsQueued shouldBe now.eventsDelivered + now.eventsDroppedRejected + now.queueLength }
    }
}

internal fun exposure(visitor: String, segments: Map<String, Any?> = emptyMap()) =
    TrackedEvent.Exposure(visitor, segments, experienceId = "e1", variationId = "v1")

/** Always answers [part] of the range, so that a back-off is as long as the test says. */
internal class FixedRandom(private val part: Double) : Random() {
    override fun nextBits(bitCount: Int): Int = throw AssertionError("only nextDouble is expected")

    override fun nextDouble(): Double = part
}
