package com.convert.sdk.internal.decision

import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.tracking.EventPipeline
import com.convert.sdk.internal.tracking.OfferOutcome
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.visitor.VisitorProfile
import com.convert.sdk.internal.visitor.state.VisitorState
import com.convert.sdk.result.ConversionStatus
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * For a data store or a durable queue, which have to be waited for. What one call writes is written at the same time,
 * and to its end even when the caller is cancelled: between a mark and its event there must be no way out.
 */
internal class SuspendingRecorder(
    private val pipeline: EventPipeline,
    private val events: EventSink,
    private val tracking: TrackingSwitch,
) : Recorder {
    override suspend fun <T> record(call: DecisionCall, variation: VariationPlan, featureKey: String?, answer: T): T =
        recordAll(call, Served(listOf(variation to featureKey)), answer)

    override suspend fun <T> recordAll(call: DecisionCall, served: Served, answer: T): T {
        events.announce(call, served)
        val change = served.change(call)
        val exposed = served.exposed(call, tracking)
        if (!change.isEmpty || exposed.isNotEmpty()) withContext(NonCancellable) { write(call, change, exposed) }
        return answer
    }

    override suspend fun recordConversion(
        profile: VisitorProfile,
        event: TrackedEvent.Conversion,
        force: Boolean,
    ): ConversionStatus = withContext(NonCancellable) {
        val isFirst = profile.markConversion(event.goalId)
        if (!event.isReported(isFirst, force)) return@withContext ConversionStatus.DEDUPLICATED
        val outcome = pipeline.offer(event)
        if (isFirst && outcome != OfferOutcome.QUEUED) profile.unmarkConversion(event.goalId)
        outcome.status()
    }

    /** A mark is taken back where it was made, whatever preview began meanwhile. */
    private suspend fun write(call: DecisionCall, change: VisitorState, exposed: List<VariationPlan>) = coroutineScope {
        val profile = call.context.profile
        if (!change.isEmpty) launch { profile.remember(change) }
        exposed.map { async { expose(profile, call, it) } }.awaitAll()
    }

    private suspend fun expose(profile: VisitorProfile, call: DecisionCall, variation: VariationPlan) {
        // With a full queue, no mark is made that would have to be taken back.
        if (pipeline.isFull) {
            if (!profile.isExposed(variation.experienceId)) pipeline.refuse()
            return
        }
        if (!profile.markExposure(variation.experienceId)) return
        if (pipeline.offer(exposure(call, variation)) == OfferOutcome.QUEUED) return
        profile.unmarkExposure(variation.experienceId)
    }
}
