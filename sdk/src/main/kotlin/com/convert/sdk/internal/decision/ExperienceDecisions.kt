package com.convert.sdk.internal.decision

import com.convert.sdk.EvaluationOptions
import com.convert.sdk.internal.evaluation.EvaluationTrouble
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.evaluation.decide
import com.convert.sdk.internal.memory.VisitorState
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.visitor.state
import com.convert.sdk.result.ExperienceResult

/** Which variation of an experience a visitor gets. */
internal class ExperienceDecisions(
    private val recorder: DecisionRecorder,
    private val trouble: EvaluationTrouble,
    private val counters: Counters,
) {
    // State that is at hand is used in place: no continuation is made and no thread is left.
    suspend fun run(session: VisitorSession, key: String, options: EvaluationOptions): ExperienceResult? {
        val state = session.memory.stateNow() ?: return runAfterLoading(session, key, options)
        return run(session, state, key, options)
    }

    suspend fun runAll(session: VisitorSession, options: EvaluationOptions): List<ExperienceResult> {
        val state = session.memory.state()
        val deciding = Deciding(session, state, options, trouble)
        val served = ArrayList<VariationPlan>()
        for (experience in session.snapshot.plan.experiences) {
            val variation = deciding.decide(experience) as? VariationPlan ?: continue
            deciding.keep(variation)
            served += variation
        }
        counters.decisions.add(session.snapshot.plan.experiences.size.toLong())
        val preview = session.preview ?: return recordAll(session, state, served, options)
        return served.withPreview(preview).map { it.result }
    }

    private suspend fun runAfterLoading(session: VisitorSession, key: String, options: EvaluationOptions) =
        run(session, session.memory.load(), key, options)

    private suspend fun run(
        session: VisitorSession,
        state: VisitorState,
        key: String,
        options: EvaluationOptions,
    ): ExperienceResult? {
        val served = decide(session, state, key, options)
        // Last: an atomic step waits until all that was written before has reached the cache.
        counters.decisions.increment()
        if (served == null) return null
        if (session.isPreview || recorder.recordNow(session, state, served, options)) return served.result
        return recorder.record(session, state, Served(served, null, options), served.result)
    }

    private fun decide(
        session: VisitorSession,
        state: VisitorState,
        key: String,
        options: EvaluationOptions,
    ): VariationPlan? {
        session.forced(key)?.let { return it }
        val experience = session.snapshot.plan.experience(key) ?: return null
        return experience.decide(session.visitor(state, state, options, trouble)) as? VariationPlan
    }

    private suspend fun recordAll(
        session: VisitorSession,
        state: VisitorState,
        served: List<VariationPlan>,
        options: EvaluationOptions,
    ): List<ExperienceResult> {
        val results = served.map { it.result }
        if (served.isEmpty()) return results
        return recorder.record(session, state, Served(served.map { it to null }, options), results)
    }

    // A draft is not among the configuration's experiences; it comes last.
    private fun List<VariationPlan>.withPreview(preview: Preview): List<VariationPlan> =
        if (any { it === preview.forced }) this else this + preview.forced
}
