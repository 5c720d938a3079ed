package com.convert.sdk.internal.decision

import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.tracking.InPlaceOffers
import com.convert.sdk.internal.tracking.OfferOutcome
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.visitor.VisitorProfile
import com.convert.sdk.result.ConversionStatus

/** For profiles in this process and a queue in memory: nothing here suspends, so a call stays on its thread. */
internal class InPlaceRecorder(
    private val offers: InPlaceOffers,
    private val events: EventSink,
    private val tracking: TrackingSwitch,
) : Recorder {
    override suspend fun <T> record(call: DecisionCall, variation: VariationPlan, featureKey: String?, answer: T): T {
        val options = call.options
        if (options.enableTracking) {
            if (events.active) events.announce(call, variation, featureKey)
            enter(call, variation, remember = options.enableStorage, mark = tracking.admits())
        } else if (options.enableStorage) {
            enter(call, variation, remember = true, mark = false)
        }
        return answer
    }

    override suspend fun <T> recordAll(call: DecisionCall, served: Served, answer: T): T {
        val options = call.options
        if (options.enableTracking && events.active) {
            for ((variation, featureKey) in served.variations) events.announce(call, variation, featureKey)
        }
        if (options.enableStorage) remember(call, served)
        if (options.enableTracking) {
            for (variation in served.distinct()) {
                if (tracking.admits()) enter(call, variation, remember = false, mark = true)
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

    private fun enter(call: DecisionCall, variation: VariationPlan, remember: Boolean, mark: Boolean) {
        val record = call.context.profile.record()
        val isNew = record.enter(variation.experienceId, variation.variationId, remember, mark)
        if (isNew && offers.offer(exposure(call, variation)) != OfferOutcome.QUEUED) {
            record.unmarkExposure(variation.experienceId)
        }
    }

    private fun remember(call: DecisionCall, served: Served) {
        val change = served.newTo(call.state)
        if (!change.isEmpty) call.context.profile.record().remember(change)
    }
}
