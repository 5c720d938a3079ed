package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType
import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.evaluation.SegmentPlan
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.internal.visitor.state.VisitorState
import com.convert.sdk.result.CustomSegmentsResult

/** Which custom segments a visitor belongs to. */
internal class SegmentMatching(private val warnings: WarnOnce) {
    suspend fun run(
        session: VisitorSession,
        keys: Collection<String>,
        ruleData: Map<String, Any?>,
    ): CustomSegmentsResult {
        val context = session.view
        val state = context.profile.state()
        val named = keys.toSet().let { wanted -> context.snapshot.plan.segments.filter { it.key in wanted } }
        if (named.size < keys.size) warnOfUnknown(keys, context.snapshot)
        val data = PackedMap.merge(context.attributes(state), ruleData)
        val matched = matched(named, data).map { it.id }.distinct().filterNot { it in state.customSegments }
        if (matched.isNotEmpty()) {
            // What changes comes first: with the earlier ones before it, it goes behind them.
            val all = state.customSegments + matched
            context.profile.remember(VisitorState.ofSegments(mapOf(VisitorState.CUSTOM_SEGMENTS to all)))
        }
        return CustomSegmentsResult(matched)
    }

    private fun warnOfUnknown(keys: Collection<String>, snapshot: ConfigSnapshot) {
        for (key in keys) {
            val isKnown = snapshot.entityByKey(EntityType.SEGMENT, key) != null
            if (!isKnown) warnings.unknown(EntityType.SEGMENT, key, snapshot)
        }
    }

    // As in the JavaScript SDK, the first match lets all that are named after it in.
    private fun matched(named: List<SegmentPlan>, data: Map<String, Any?>): List<SegmentPlan> =
        named.dropWhile { it.rules?.matches(data, warnings) != true }
}
