package com.convert.sdk.internal.decision

import com.convert.sdk.EntityType
import com.convert.sdk.EvaluationOptions
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.result.ExperienceResult

/** Which variation of an experience a visitor gets. */
internal class ExperienceDecisions(
    private val recorder: Recorder,
    private val warnings: WarnOnce,
    private val counters: Counters,
) {
    // State that is at hand is used in place: no continuation is made and no thread is left.
    suspend fun run(session: VisitorSession, key: String, options: EvaluationOptions): ExperienceResult? {
        val context = session.view
        val state = context.profile.stateNow() ?: return runAfterLoading(context, key, options)
        return run(DecisionCall(context, state, options, warnings), key)
    }

    suspend fun runAll(session: VisitorSession, options: EvaluationOptions): List<ExperienceResult> {
        val context = session.view
        val call = SharedDecisions(context, context.profile.state(), options, warnings)
        val served = call.experiences.experiences.mapNotNull { call.decide(it) as? VariationPlan }
        counters.decisions.add(call.experiences.experiences.size.toLong())
        val preview = call.preview ?: return recordAll(call, served)
        return served.withPreview(preview).map { it.result }
    }

    private suspend fun runAfterLoading(context: ContextView, key: String, options: EvaluationOptions) =
        run(DecisionCall(context, context.profile.load(), options, warnings), key)

    private suspend fun run(call: DecisionCall, key: String): ExperienceResult? {
        val served = decide(call, key)
        // Last, on purpose: docs/performance.md, "Volatile fields".
        counters.decisions.increment()
        if (served == null) return null
        if (call.preview != null) return served.result
        return recorder.record(call, served, featureKey = null, served.result)
    }

    private fun decide(call: DecisionCall, key: String): VariationPlan? {
        val preview = call.preview
        // A draft is not among the configuration's experiences.
        if (preview != null && preview.experienceKey == key) return preview.forced
        val experience = call.experiences.experience(key)
        if (experience != null) return call.decide(experience) as? VariationPlan
        warnings.unknown(EntityType.EXPERIENCE, key, call.context.snapshot)
        return null
    }

    private suspend fun recordAll(call: DecisionCall, served: List<VariationPlan>): List<ExperienceResult> {
        val results = served.map { it.result }
        return if (served.isEmpty()) results else recorder.recordAll(call, Served(served.map { it to null }), results)
    }

    // A draft is not among the configuration's experiences; it comes last.
    private fun List<VariationPlan>.withPreview(preview: Preview): List<VariationPlan> =
        if (any { it === preview.forced }) this else this + preview.forced
}
