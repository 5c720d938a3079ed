package com.convert.sdk.internal.decision

import com.convert.sdk.EntityType
import com.convert.sdk.EvaluationOptions
import com.convert.sdk.internal.evaluation.FeaturePlan
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.result.FeatureResult

/** Which features a visitor gets, and from which experience: the first that serves it, in configuration order. */
internal class FeatureDecisions(
    private val recorder: Recorder,
    private val warnings: WarnOnce,
    private val counters: Counters,
) {
    suspend fun run(session: VisitorSession, key: String, options: EvaluationOptions): FeatureResult? {
        val context = session.view
        val call = SharedDecisions(context, context.profile.state(), options, warnings)
        val feature = call.experiences.feature(key)
        if (feature == null) warnings.unknown(EntityType.FEATURE, key, context.snapshot)
        val variation = feature?.let { call.serve(it) } ?: return null
        val result = variation.features.getValue(key)
        if (call.preview != null) return result
        return recorder.record(call, variation, key, result)
    }

    suspend fun runAll(session: VisitorSession, options: EvaluationOptions): List<FeatureResult> {
        val context = session.view
        val call = SharedDecisions(context, context.profile.state(), options, warnings)
        val served = call.experiences.features.mapNotNull { feature -> call.serve(feature)?.let { it to feature.key } }
        val results = served.map { (variation, key) -> variation.features.getValue(key) }
        if (served.isEmpty() || call.preview != null) return results
        return recorder.recordAll(call, Served(served), results)
    }

    /** The variation that serves [feature] to the visitor of [call], without a trace; for diagnostics. */
    fun find(call: SharedDecisions, feature: FeaturePlan): VariationPlan? = call.serve(feature)

    private fun SharedDecisions.serve(feature: FeaturePlan): VariationPlan? {
        counters.decisions.increment()
        return feature.carriers.firstNotNullOfOrNull { experience ->
            (decide(experience) as? VariationPlan)?.takeIf { feature.key in it.features }
        }
    }
}
