package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigEntity
import com.convert.sdk.ConversionOptions
import com.convert.sdk.EntityType
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.internal.events.EventSink
import com.convert.sdk.internal.tracking.EventPipeline
import com.convert.sdk.internal.tracking.TrackedEvent
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
    private val immediate: Boolean,
) {
    suspend fun track(session: VisitorSession, goalKey: String, options: ConversionOptions): ConversionResult {
        val goal = session.snapshot.entityByKey(EntityType.GOAL, goalKey)
            ?: return result(session, goalKey, null, ConversionStatus.GOAL_NOT_FOUND)
        val data = goalDataOf(options)
        // A preview leaves no trace.
        if (session.isPreview) return result(session, goalKey, goal, ConversionStatus.DEDUPLICATED)
        val state = session.memory.state()
        val event = TrackedEvent.Conversion(session.visitorId, state.segments, goal.id, data, state.bucketing)
        val force = options.forceMultiple
        val status = if (immediate) {
            offer(session.memory, event, force)
        } else {
            withContext(NonCancellable) { offer(session.memory, event, force) }
        }
        return result(session, goalKey, goal, status, event(status, goalKey, options, event))
    }

    private suspend fun offer(memory: VisitorMemory, event: TrackedEvent.Conversion, force: Boolean): ConversionStatus {
        val first = memory.markConversion(event.goalId)
        if (!first && !force) return ConversionStatus.DEDUPLICATED
        // As in the JavaScript SDK: only goal data is sent again, and there is none.
        if (!first && event.goalData.isEmpty()) return ConversionStatus.QUEUED
        if (pipeline.offer(event)) return ConversionStatus.QUEUED
        if (first) memory.unmarkConversion(event.goalId)
        return ConversionStatus.QUEUE_FULL
    }

    private fun event(
        status: ConversionStatus,
        goalKey: String,
        options: ConversionOptions,
        event: TrackedEvent.Conversion,
    ): ConversionEvent? {
        if (status != ConversionStatus.QUEUED) return null
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

    private fun result(
        session: VisitorSession,
        goalKey: String,
        goal: ConfigEntity?,
        status: ConversionStatus,
        event: ConversionEvent? = null,
    ) = ConversionResult(status, goalKey, goal?.id, session.visitorId, event)
}
