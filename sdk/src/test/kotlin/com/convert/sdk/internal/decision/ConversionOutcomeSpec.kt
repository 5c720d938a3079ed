package com.convert.sdk.internal.decision

import com.convert.sdk.ConversionOptions
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.fixture.project
import com.convert.sdk.internal.config.reading.SnapshotReader
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.tracking.EventPipeline
import com.convert.sdk.internal.tracking.InPlaceOffers
import com.convert.sdk.internal.tracking.OfferOutcome
import com.convert.sdk.internal.tracking.RecordingLogger
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.visitor.InMemoryProfiles
import com.convert.sdk.result.ConversionStatus
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlin.time.Duration

class ConversionOutcomeSpec : StringSpec({
    val statuses = mapOf(
        OfferOutcome.QUEUED to ConversionStatus.QUEUED,
        OfferOutcome.QUEUE_FULL to ConversionStatus.QUEUE_FULL,
        OfferOutcome.UNWRITABLE to ConversionStatus.JOURNAL_UNWRITABLE,
        OfferOutcome.CLOSED to ConversionStatus.CLOSED,
    )

    for (outcome in OfferOutcome.entries) {
        listOf(true, false).forEach { isInPlace ->
            val how = if (isInPlace) "at once" else "after waiting"
            "an event that is $outcome $how says so, and only one that is queued leaves a mark" {
                val pipeline = ScriptedPipeline(outcome)
                val tracking = tracking(pipeline, isInPlace)
                val session = session()
                val result = tracking.track(session, "buy", ConversionOptions.DEFAULT)
                result.status shouldBe statuses[outcome]
                if (outcome != OfferOutcome.QUEUED) result.event.shouldBeNull()
                pipeline.outcome = OfferOutcome.QUEUED
                tracking.track(session, "buy", ConversionOptions.DEFAULT).isTracked shouldBe
                    (outcome != OfferOutcome.QUEUED)
            }
        }
    }

    "a mark that another conversion made is not taken back by one that is refused" {
        val pipeline = ScriptedPipeline(OfferOutcome.QUEUED)
        val tracking = tracking(pipeline, isInPlace = true)
        val session = session()
        tracking.track(session, "buy", ConversionOptions.DEFAULT)
        pipeline.outcome = OfferOutcome.QUEUE_FULL
        val forced = ConversionOptions {
            revenue = 5
            forceMultiple = true
        }
        tracking.track(session, "buy", forced).status shouldBe ConversionStatus.QUEUE_FULL
        tracking.track(session, "buy", ConversionOptions.DEFAULT).status shouldBe ConversionStatus.DEDUPLICATED
    }
})

private fun tracking(pipeline: ScriptedPipeline, isInPlace: Boolean): ConversionTracking {
    val switch = TrackingSwitch(isOn = true, Counters())
    val recorder = if (isInPlace) {
        InPlaceRecorder(pipeline.inPlace(), NoListeners, switch)
    } else {
        SuspendingRecorder(pipeline, NoListeners, switch)
    }
    return ConversionTracking(recorder, NoListeners, switch, WarnOnce(Logs(RecordingLogger())))
}

private fun session() = VisitorSession(
    visitorId = "visitor",
    snapshot = SnapshotReader.read(project(others = """"goals":[{"id":"51","key":"buy"}]"""), environment = null),
    attributes = emptyMap(),
    location = emptyMap(),
    permanent = InMemoryProfiles(InMemoryDataStore()).of("visitor"),
)

private object NoListeners : EventSink {
    override val active: Boolean get() = false

    override fun emit(event: LifecycleEvent) = throw AssertionError("nobody listens")
}

/** Gives one outcome to every event. */
private class ScriptedPipeline(var outcome: OfferOutcome) : EventPipeline {
    override val accepted: Long get() = 0
    override val queueLength: Long get() = 0
    override val oldestAge: Duration? get() = null
    override val isFull: Boolean get() = outcome == OfferOutcome.QUEUE_FULL

    override suspend fun offer(event: TrackedEvent): OfferOutcome = outcome

    override fun refuse() = throw AssertionError("not scripted")

    fun inPlace() = object : InPlaceOffers {
        override val isFull: Boolean get() = this@ScriptedPipeline.isFull

        override fun refuse() = throw AssertionError("not scripted")

        override fun offer(event: TrackedEvent): OfferOutcome = outcome
    }

    override suspend fun flush(reason: ReleaseReason) = throw AssertionError("not scripted")

    override fun resume() = throw AssertionError("not scripted")

    override suspend fun close(deadline: Duration): Int = throw AssertionError("not scripted")
}
