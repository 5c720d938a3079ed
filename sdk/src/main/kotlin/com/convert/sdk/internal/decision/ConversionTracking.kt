package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConversionOptions
import com.convert.sdk.EntityType
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.evaluation.GoalPlan
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.tracking.goalDataOf
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.result.ConversionEvent
import com.convert.sdk.result.ConversionResult
import com.convert.sdk.result.ConversionStatus

/** Conversions, once per visitor and goal. */
internal class ConversionTracking(
    private val recorder: Recorder,
    private val events: EventSink,
    private val tracking: TrackingSwitch,
    private val warnings: WarnOnce,
) {
    suspend fun track(session: VisitorSession, goalKey: String, options: ConversionOptions): ConversionResult {
        val context = session.view
        val goal = context.snapshot.plan.goal(goalKey)
            ?: return ConversionResult(unknownGoal(context, goalKey), goalKey, null, context.visitorId, null)
        val data = goalDataOf(options)
        if (options.revenue.isNegative()) warnings.negativeRevenue(goalKey)
        val refused = refusal(context, goal, options)
        if (refused != null) return ConversionResult(refused, goalKey, goal.id, context.visitorId, null)
        val profile = context.profile
        val state = profile.state()
        val event = TrackedEvent.Conversion(context.visitorId, state.segments, goal.id, data, state.bucketing)
        val status = recorder.recordConversion(profile, event, options.forceMultiple)
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
            ruleData != null && goal.rules?.matches(ruleData, warnings) != true -> ConversionStatus.RULES_NOT_MATCHED
            !tracking.admits() -> ConversionStatus.TRACKING_DISABLED
            else -> null
        }
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
