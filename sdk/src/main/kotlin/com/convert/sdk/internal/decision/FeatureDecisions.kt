package com.convert.sdk.internal.decision

import com.convert.sdk.EvaluationOptions
import com.convert.sdk.internal.evaluation.EvaluationTrouble
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.FeaturePlan
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.memory.VisitorState
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.result.FeatureResult

/** Which features a visitor gets, and from which experience: the first that serves it, in configuration order. */
internal class FeatureDecisions(
    private val recorder: DecisionRecorder,
    private val trouble: EvaluationTrouble,
    private val counters: Counters,
) {
    suspend fun run(session: VisitorSession, key: String, options: EvaluationOptions): FeatureResult? {
        val state = session.memory.state()
        val feature = session.snapshot.plan.feature(key)
        val call = Call(session, state, options)
        val variation = feature?.let(call::serve) ?: return null
        val result = variation.features.getValue(key)
        if (session.isPreview || recorder.recordNow(session, state, variation, options)) return result
        return recorder.record(session, state, Served(variation, key, options), result)
    }

    suspend fun runAll(session: VisitorSession, options: EvaluationOptions): List<FeatureResult> {
        val state = session.memory.state()
        val call = Call(session, state, options)
        val served = session.snapshot.plan.features.mapNotNull { feature ->
            call.serve(feature)?.let { it to feature.key }
        }
        return if (served.isEmpty()) emptyList() else record(call, served)
    }

    /** The variation that serves [key] to the visitor, without a trace; for diagnostics. */
    fun find(session: VisitorSession, state: VisitorState, key: String, options: EvaluationOptions): VariationPlan? =
        session.snapshot.plan.feature(key)?.let { Call(session, state, options).serve(it) }

    private suspend fun record(call: Call, served: List<Pair<VariationPlan, String>>): List<FeatureResult> {
        val results = served.map { (variation, key) -> variation.features.getValue(key) }
        if (call.session.isPreview) return results
        return recorder.record(call.session, call.state, Served(served, call.options), results)
    }

    private inner class Call(val session: VisitorSession, val state: VisitorState, val options: EvaluationOptions) {
        private val deciding = Deciding(session, state, options, trouble)
        private val decided = HashMap<ExperiencePlan, VariationPlan?>()

        fun serve(feature: FeaturePlan): VariationPlan? {
            counters.decisions.increment()
            return feature.carriers.firstNotNullOfOrNull { experience ->
                decide(experience)?.takeIf { feature.key in it.features }
            }?.also(deciding::keep)
        }

        private fun decide(experience: ExperiencePlan): VariationPlan? =
            decided.getOrPut(experience) { deciding.decide(experience) as? VariationPlan }
    }
}
