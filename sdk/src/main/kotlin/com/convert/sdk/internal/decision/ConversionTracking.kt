package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConversionOptions
import com.convert.sdk.EntityType
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.evaluation.EvaluationTrouble
import com.convert.sdk.internal.evaluation.GoalPlan
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.tracking.EventPipeline
import com.convert.sdk.internal.tracking.OfferOutcome
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.tracking.goalDataOf
import com.convert.sdk.internal.visitor.VisitorMemory
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.result.ConversionEvent
import com.convert.sdk.result.ConversionResult
import com.convert.sdk.result.ConversionStatus
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/**
 * Conversions, once a visitor and goal.
 *
 * @property immediate see [DecisionRecorder.immediate].
 */
internal class ConversionTracking(
    private val pipeline: EventPipeline,
    private val events: EventSink,
    private val tracking: TrackingSwitch,
    private val trouble: EvaluationTrouble,
    private val immediate: Boolean,
    private val warnings: CallWarnings,
) {
    suspend fun track(session: VisitorSession, goalKey: String, options: ConversionOptions): ConversionResult {
        val context = session.view
        val goal = context.snapshot.plan.goal(goalKey)
            ?: return ConversionResult(unknownGoal(context, goalKey), goalKey, null, context.visitorId, null)
        val data = goalDataOf(options)
        if (options.revenue.isNegative()) warnings.negativeRevenue(goalKey)
        val refused = refusal(context, goal, options)
        if (refused != null) return ConversionResult(refused, goalKey, goal.id, context.visitorId, null)
        val memory = context.memory
        val state = memory.state()
        val event = TrackedEvent.Conversion(context.visitorId, state.segments, goal.id, data, state.bucketing)
        val status = if (immediate) {
            offer(memory, event, options.forceMultiple)
        } else {
            withContext(NonCancellable) { offer(memory, event, options.forceMultiple) }
        }
        val queued = if (status == ConversionStatus.QUEUED) queued(goalKey, options, event) else null
        return ConversionResult(status, goalKey, goal.id, context.visitorId, queued)
    }

    private fun unknownGoal(context: ContextView, goalKey: String): ConversionStatus {
        if (context.snapshot === ConfigSnapshot.NONE) return ConversionStatus.NOT_READY
        warnings.unknown(EntityType.GOAL, goalKey, context.snapshot)
        return ConversionStatus.GOAL_NOT_FOUND
    }

    private fun Number?.isNegative(): Boolean = this != null && toDouble() < 0

    /** Why the conversion is none to begin with, or `null`. Neither touches what is remembered of the visitor. */
    private fun refusal(context: ContextView, goal: GoalPlan, options: ConversionOptions): ConversionStatus? {
        val ruleData = options.ruleData
        return when {
            context.isPreview -> ConversionStatus.PREVIEW
            ruleData != null && goal.rules?.matches(ruleData, trouble) != true -> ConversionStatus.RULES_NOT_MATCHED
            !tracking.admits() -> ConversionStatus.TRACKING_DISABLED
            else -> null
        }
    }

    private suspend fun offer(memory: VisitorMemory, event: TrackedEvent.Conversion, force: Boolean): ConversionStatus {
        val first = memory.markConversion(event.goalId)
        // As in the JavaScript SDK: only goal data is sent again.
        if (!first && (!force || event.goalData.isEmpty())) return ConversionStatus.DEDUPLICATED
        val status = when (pipeline.offer(event)) {
            OfferOutcome.QUEUED -> return ConversionStatus.QUEUED
            OfferOutcome.QUEUE_FULL -> ConversionStatus.QUEUE_FULL
            OfferOutcome.UNWRITABLE -> ConversionStatus.JOURNAL_UNWRITABLE
            OfferOutcome.CLOSED -> ConversionStatus.CLOSED
        }
        if (first) memory.unmarkConversion(event.goalId)
        return status
    }

    private fun queued(goalKey: String, options: ConversionOptions, event: TrackedEvent.Conversion): ConversionEvent {
        if (events.active) events.emit(LifecycleEvent.Conversion(event.visitorId, event.goalId, goalKey))
        return ConversionEvent(
            visitorId = event.visitorId,
            goalId = event.goalId,
            goalKey = goalKey,
            revenue = options.revenue,
            conversionData = options.conversionData,
            segments = event.segments,
            bucketing = event.bucketing,
        )
    }
}
