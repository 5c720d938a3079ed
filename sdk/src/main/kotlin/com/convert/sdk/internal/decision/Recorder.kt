package com.convert.sdk.internal.decision

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.tracking.OfferOutcome
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.visitor.VisitorProfile
import com.convert.sdk.internal.visitor.state.VisitorState
import com.convert.sdk.result.ConversionStatus

/**
 * Writes down what calls come to: into the visitor's profile, so that it sticks, and into the event queue, once per
 * visitor and experience or goal. An event that the queue refuses leaves no mark, so that it may be tried again; a full
 * queue refuses an exposure before it is marked.
 *
 * There are two, and an instance has one of them for all its life: [InPlaceRecorder] where neither profile nor queue
 * ever waits, [SuspendingRecorder] otherwise.
 */
internal interface Recorder {
    /** Records that [variation] went to the visitor of [call], for [featureKey] if there is one; gives [answer]. */
    suspend fun <T> record(call: DecisionCall, variation: VariationPlan, featureKey: String?, answer: T): T

    /** Records all that was [served] to the visitor of [call]; gives [answer]. */
    suspend fun <T> recordAll(call: DecisionCall, served: Served, answer: T): T

    /** Records a conversion; with [force], one with goal data is sent although the goal was reached before. */
    suspend fun recordConversion(
        profile: VisitorProfile,
        event: TrackedEvent.Conversion,
        force: Boolean,
    ): ConversionStatus
}

/** What a call served: variations, each with the feature it was asked for, if any. */
internal class Served(val variations: List<Pair<VariationPlan, String?>>) {
    /** The variations to report, each once, also when it serves several features. */
    fun exposed(call: DecisionCall, tracking: TrackingSwitch): List<VariationPlan> {
        if (!call.options.enableTracking) return emptyList()
        return variations.map { it.first }.distinct().filter { tracking.admits() }
    }

    /** The decisions to remember: those that the visitor's state does not have yet. */
    fun change(call: DecisionCall): VisitorState {
        if (!call.options.enableStorage) return VisitorState.EMPTY
        val new = variations.filter { (plan) -> call.state.bucketing[plan.experienceId] != plan.variationId }
        // For the usual one, this makes a map of one.
        return if (new.isEmpty()) VisitorState.EMPTY else VisitorState.ofBucketing(new.map(::decision).toMap())
    }

    private fun decision(served: Pair<VariationPlan, *>) = served.first.run { experienceId to variationId }
}

/** Tells listeners of all that was [served], if the call is tracked and there are any. */
internal fun EventSink.announce(call: DecisionCall, served: Served) {
    if (!call.options.enableTracking || !active) return
    for ((variation, featureKey) in served.variations) announce(call, variation, featureKey)
}

/** Tells listeners of a decision. */
internal fun EventSink.announce(call: DecisionCall, variation: VariationPlan, featureKey: String?) {
    val result = variation.result
    emit(
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

internal fun exposure(call: DecisionCall, variation: VariationPlan) = TrackedEvent.Exposure(
    visitorId = call.id,
    segments = call.state.segments,
    experienceId = variation.experienceId,
    variationId = variation.variationId,
)

/** What the caller of a conversion is told. */
internal fun OfferOutcome.status(): ConversionStatus = when (this) {
    OfferOutcome.QUEUED -> ConversionStatus.QUEUED
    OfferOutcome.QUEUE_FULL -> ConversionStatus.QUEUE_FULL
    OfferOutcome.UNWRITABLE -> ConversionStatus.JOURNAL_UNWRITABLE
    OfferOutcome.CLOSED -> ConversionStatus.CLOSED
}

/** Whether a conversion is reported: as in the JavaScript SDK, only goal data is sent again. */
internal fun TrackedEvent.Conversion.isReported(isFirst: Boolean, force: Boolean): Boolean =
    isFirst || force && goalData.isNotEmpty()
