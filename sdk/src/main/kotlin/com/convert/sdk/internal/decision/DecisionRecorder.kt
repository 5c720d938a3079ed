package com.convert.sdk.internal.decision

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.tracking.EventPipeline
import com.convert.sdk.internal.tracking.OfferOutcome
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.visitor.InPlaceProfile
import com.convert.sdk.internal.visitor.state.VisitorState
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * Writes decisions down: into the visitor's profile, so that they stick, and into the event queue, once per visitor and
 * experience.
 *
 * @property immediate whether neither profile nor queue ever suspends: then all is done in place. Otherwise the calls
 * run at the same time, and to their end even when the caller is cancelled: between a mark and its event there must be
 * no way out.
 */
internal class DecisionRecorder(
    private val pipeline: EventPipeline,
    private val events: EventSink,
    private val tracking: TrackingSwitch,
    private val immediate: Boolean,
) {
    /**
     * Records that [served] went to the visitor of [call], here and now. False, and nothing is done, when that may have
     * to wait, or there are listeners: then [record] has to.
     */
    fun recordNow(call: DecisionCall, served: VariationPlan): Boolean {
        val options = call.options
        if (!options.enableTracking && !options.enableStorage) return true
        if (!immediate || options.enableTracking && events.active) return false
        val profile = call.context.profile as? InPlaceProfile ?: return false
        val isNew = profile.enter(
            experienceId = served.experienceId,
            variationId = served.variationId,
            remember = options.enableStorage,
            mark = options.enableTracking && tracking.admits(),
        )
        // What the queue refused may be tried again with the next decision.
        if (isNew && pipeline.offerNow(exposure(call, served)) != OfferOutcome.QUEUED) {
            profile.withdrawExposure(served.experienceId)
        }
        return true
    }

    /** Records what was [served] to the visitor of [call]; gives [answer]. */
    suspend fun <T> record(call: DecisionCall, served: Served, answer: T): T {
        if (call.options.enableTracking) announce(call, served)
        val change = if (call.options.enableStorage) served.newTo(call.state) else VisitorState.EMPTY
        val exposed = if (call.options.enableTracking) served.distinct().filter { tracking.admits() } else emptyList()
        if (change.isEmpty && exposed.isEmpty()) return answer
        val entry = Entry(call, change, exposed)
        if (immediate) entry.write() else withContext(NonCancellable) { entry.writeAtOnce() }
        return answer
    }

    private fun announce(call: DecisionCall, served: Served) {
        if (!events.active) return
        for ((variation, featureKey) in served.variations) {
            val result = variation.result
            events.emit(
                LifecycleEvent.Bucketing(
                    visitorId = call.id,
                    experienceId = result.experienceId,
                    experienceKey = result.experienceKey,
                    variationId = result.variationId,
                    variationKey = result.variationKey,
                    featureKey = featureKey,
                ),
            )
        }
    }

    private fun exposure(call: DecisionCall, served: VariationPlan) = TrackedEvent.Exposure(
        visitorId = call.id,
        segments = call.state.segments,
        experienceId = served.experienceId,
        variationId = served.variationId,
    )

    /** A mark is taken back where it was made, whatever preview began meanwhile. */
    private inner class Entry(
        private val call: DecisionCall,
        private val change: VisitorState,
        private val exposed: List<VariationPlan>,
    ) {
        private val profile = call.context.profile

        suspend fun write() {
            if (!change.isEmpty) profile.remember(change)
            for (variation in exposed) expose(variation)
        }

        suspend fun writeAtOnce() = coroutineScope {
            if (!change.isEmpty) launch { profile.remember(change) }
            exposed.map { async { expose(it) } }.awaitAll()
        }

        private suspend fun expose(variation: VariationPlan) {
            if (!profile.markExposure(variation.experienceId)) return
            if (pipeline.offer(exposure(call, variation)) == OfferOutcome.QUEUED) return
            profile.unmarkExposure(variation.experienceId)
        }
    }
}

/** What a call served: variations, each with the feature it was asked for, if any. */
internal class Served(val variations: List<Pair<VariationPlan, String?>>) {
    constructor(variation: VariationPlan, featureKey: String?) : this(listOf(variation to featureKey))

    /** Each variation once, also when it serves several features. */
    fun distinct(): List<VariationPlan> =
        if (variations.size == 1) listOf(variations[0].first) else variations.map { it.first }.distinct()

    /** The decisions that [state] does not have yet. */
    fun newTo(state: VisitorState): VisitorState {
        val new = variations.filter { (plan) -> state.bucketing[plan.experienceId] != plan.variationId }
        // For the usual one, this makes a map of one.
        return if (new.isEmpty()) VisitorState.EMPTY else VisitorState.ofBucketing(new.map(::decision).toMap())
    }

    private fun decision(served: Pair<VariationPlan, *>) = served.first.run { experienceId to variationId }
}
