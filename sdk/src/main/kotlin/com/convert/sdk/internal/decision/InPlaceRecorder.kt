package com.convert.sdk.internal.decision

import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.tracking.InPlaceOffers
import com.convert.sdk.internal.tracking.OfferOutcome
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.visitor.VisitorProfile
import com.convert.sdk.internal.visitor.state.VisitorRecord
import com.convert.sdk.result.ConversionStatus

/** For profiles in this process and a queue in memory: nothing here suspends, so a call stays on its thread. */
internal class InPlaceRecorder(
    private val offers: InPlaceOffers,
    private val events: EventSink,
    private val tracking: TrackingSwitch,
) : Recorder {
    override suspend fun <T> record(call: DecisionCall, variation: VariationPlan, featureKey: String?, answer: T): T {
        val options = call.options
        if (!options.enableTracking && !options.enableStorage) return answer
        if (options.enableTracking && events.active) events.announce(call, variation, featureKey)
        val record = call.context.profile.record()
        val mark = options.enableTracking && tracking.admits()
        // Here and not in a function of its own: docs/performance.md, "Inlining".
        val isKnown = record.knows(variation.experienceId, variation.variationId, options.enableStorage, mark)
        if (!isKnown) recordNew(call, variation, record, mark)
        return answer
    }

    override suspend fun <T> recordAll(call: DecisionCall, served: Served, answer: T): T {
        events.announce(call, served)
        val change = served.change(call)
        val exposed = served.exposed(call, tracking)
        if (change.isEmpty && exposed.isEmpty()) return answer
        val record = call.context.profile.record()
        if (!change.isEmpty) record.remember(change)
        for (variation in exposed) {
            if (!isRefused(variation, record) && record.markExposure(variation.experienceId)) {
                expose(call, variation, record)
            }
        }
        return answer
    }

    override suspend fun recordConversion(
        profile: VisitorProfile,
        event: TrackedEvent.Conversion,
        force: Boolean,
    ): ConversionStatus {
        val record = profile.record()
        val isFirst = record.markConversion(event.goalId)
        if (!event.isReported(isFirst, force)) return ConversionStatus.DEDUPLICATED
        val outcome = offers.offer(event)
        if (isFirst && outcome != OfferOutcome.QUEUED) record.unmarkConversion(event.goalId)
        return outcome.status()
    }

    private fun recordNew(call: DecisionCall, variation: VariationPlan, record: VisitorRecord, mark: Boolean) {
        val isMarkNew = record.enter(
            experienceId = variation.experienceId,
            variationId = variation.variationId,
            remember = call.options.enableStorage,
            mark = mark && !isRefused(variation, record),
        )
        if (isMarkNew) expose(call, variation, record)
    }

    /** With a full queue, no mark is made that would have to be taken back: that is asked first. */
    private fun isRefused(variation: VariationPlan, record: VisitorRecord): Boolean {
        if (!offers.isFull) return false
        if (!record.isExposed(variation.experienceId)) offers.refuse()
        return true
    }

    /** What the queue refuses may be tried again with the next decision. */
    private fun expose(call: DecisionCall, variation: VariationPlan, record: VisitorRecord) {
        if (offers.offer(exposure(call, variation)) != OfferOutcome.QUEUED) {
            record.unmarkExposure(variation.experienceId)
        }
    }
}
