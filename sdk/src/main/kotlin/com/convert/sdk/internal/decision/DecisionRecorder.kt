package com.convert.sdk.internal.decision

import com.convert.sdk.EvaluationOptions
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.memory.VisitorState
import com.convert.sdk.internal.tracking.EventPipeline
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.visitor.InPlaceMemory
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * Writes decisions down: into the visitor's memory, so that they stick, and into the event queue, once a visitor and
 * experience.
 *
 * @property immediate whether neither memory nor queue ever suspends: then all is done in place. Otherwise the calls
 * run at the same time, and to their end even when the caller is cancelled: between a mark and its event there must be
 * no way out.
 */
internal class DecisionRecorder(
    private val pipeline: EventPipeline,
    private val events: EventSink,
    private val immediate: Boolean,
) {
    /**
     * Records that [served] went to a visitor who was in [state], here and now. False, and nothing is done, when that
     * may have to wait or somebody listens: then [record] has to.
     */
    fun recordNow(
        session: VisitorSession,
        state: VisitorState,
        served: VariationPlan,
        options: EvaluationOptions,
    ): Boolean {
        if (!options.enableTracking && !options.enableStorage) return true
        if (!immediate || options.enableTracking && events.active) return false
        val memory = session.memory as? InPlaceMemory ?: return false
        val isNew = memory.enter(
            experienceId = served.experienceId,
            variationId = served.variationId,
            remember = options.enableStorage,
            mark = options.enableTracking,
        )
        // What the queue refused may be tried again with the next decision.
        if (isNew && pipeline.offerNow(exposure(session, state, served)) != true) {
            memory.withdrawExposure(served.experienceId)
        }
        return true
    }

    /** Records what was [served] to a visitor who was in [state]; gives [answer]. */
    suspend fun <T> record(session: VisitorSession, state: VisitorState, served: Served, answer: T): T {
        if (served.options.enableTracking) announce(session, served)
        val change = if (served.options.enableStorage) served.newTo(state) else VisitorState.EMPTY
        if (change.isEmpty && !served.options.enableTracking) return answer
        val entry = Entry(session, state, served)
        if (immediate) entry.write(change) else withContext(NonCancellable) { entry.writeAtOnce(change) }
        return answer
    }

    private fun announce(session: VisitorSession, served: Served) {
        if (!events.active) return
        for ((variation, featureKey) in served.variations) {
            val result = variation.result
            events.emit(
                LifecycleEvent.Bucketing(
                    visitorId = session.visitorId,
                    experienceId = result.experienceId,
                    experienceKey = result.experienceKey,
                    variationId = result.variationId,
                    variationKey = result.variationKey,
                    featureKey = featureKey,
                ),
            )
        }
    }

    private fun exposure(session: VisitorSession, state: VisitorState, served: VariationPlan) = TrackedEvent.Exposure(
        visitorId = session.visitorId,
        segments = state.segments,
        experienceId = served.experienceId,
        variationId = served.variationId,
    )

    private inner class Entry(val session: VisitorSession, val state: VisitorState, val served: Served) {
        suspend fun write(change: VisitorState) {
            if (!change.isEmpty) session.memory.remember(change)
            if (served.options.enableTracking) for (variation in served.distinct()) expose(variation)
        }

        suspend fun writeAtOnce(change: VisitorState) = coroutineScope {
            if (!change.isEmpty) launch { session.memory.remember(change) }
            if (served.options.enableTracking) served.distinct().map { async { expose(it) } }.awaitAll()
        }

        private suspend fun expose(variation: VariationPlan) {
            if (!session.memory.markExposure(variation.experienceId)) return
            if (pipeline.offer(exposure(session, state, variation))) return
            session.memory.unmarkExposure(variation.experienceId)
        }
    }
}

/** What a call served: variations, each with the feature it was asked for, if any. */
internal class Served(val variations: List<Pair<VariationPlan, String?>>, val options: EvaluationOptions) {
    constructor(variation: VariationPlan, featureKey: String?, options: EvaluationOptions) :
        this(listOf(variation to featureKey), options)

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
