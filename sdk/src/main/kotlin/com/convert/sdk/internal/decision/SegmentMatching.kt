package com.convert.sdk.internal.decision

import com.convert.sdk.internal.evaluation.EvaluationTrouble
import com.convert.sdk.internal.evaluation.SegmentPlan
import com.convert.sdk.internal.memory.Attributes
import com.convert.sdk.internal.memory.VisitorState
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.result.CustomSegmentsResult

/** Which custom segments a visitor belongs to. */
internal class SegmentMatching(private val trouble: EvaluationTrouble) {
    suspend fun run(
        session: VisitorSession,
        keys: Collection<String>,
        ruleData: Map<String, Any?>,
    ): CustomSegmentsResult {
        val state = session.memory.state()
        val named = keys.toSet().let { wanted -> session.snapshot.plan.segments.filter { it.key in wanted } }
        val data = Attributes.merge(session.attributes(state), ruleData)
        val matched = matched(named, data).map { it.id }.distinct().filterNot { it in state.customSegments }
        if (matched.isNotEmpty()) {
            session.memory.remember(VisitorState.ofSegments(mapOf(VisitorState.CUSTOM_SEGMENTS to matched)))
        }
        return CustomSegmentsResult(matched)
    }

    // As in the JavaScript SDK, the first match lets all that are named after it in.
    private fun matched(named: List<SegmentPlan>, data: Map<String, Any?>): List<SegmentPlan> =
        named.dropWhile { it.rules?.matches(data, trouble) != true }
}
