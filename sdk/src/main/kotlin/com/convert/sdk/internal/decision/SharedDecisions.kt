package com.convert.sdk.internal.decision

import com.convert.sdk.EvaluationOptions
import com.convert.sdk.internal.evaluation.Decision
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.evaluation.rules.EvaluationWarnings
import com.convert.sdk.internal.visitor.state.VisitorState

/**
 * A call about several experiences, each of which is decided at most once. A mutual-exclusion rule sees what the call
 * decides about the experiences before its own in configuration order, so that the answer is that of deciding all of
 * them in this order. Only those that a rule asks about are decided on the way. Used by one thread at a time.
 */
internal class SharedDecisions(
    context: ContextView,
    state: VisitorState,
    options: EvaluationOptions,
    warnings: EvaluationWarnings,
) : DecisionCall(context, state, options, warnings) {
    private val decided = HashMap<ExperiencePlan, Decision>()

    override fun decide(experience: ExperiencePlan): Decision {
        decided[experience]?.let { return it }
        if (firstUndecided(experience) != null) decideTargets(experience)
        return decideOne(experience)
    }

    override fun getsEarlier(target: ExperiencePlan, asking: ExperiencePlan): Boolean =
        target.position < asking.position && decided[target] is VariationPlan

    /** Decides what the rules of [last] ask about, and what their rules do. Chains may be long: no recursion. */
    private fun decideTargets(last: ExperiencePlan) {
        val waiting = ArrayDeque<ExperiencePlan>()
        waiting.addLast(last)
        while (waiting.isNotEmpty()) {
            val next = waiting.last()
            val target = firstUndecided(next)
            if (target != null) {
                waiting.addLast(target)
            } else {
                waiting.removeLast()
                if (next !== last) decideOne(next)
            }
        }
    }

    private fun decideOne(experience: ExperiencePlan): Decision =
        super.decide(experience).also { decided[experience] = it }

    private fun firstUndecided(asking: ExperiencePlan): ExperiencePlan? {
        for (key in asking.audiences.exclusionKeys) {
            val target = experiences.experience(key) ?: continue
            val isOpen = target.position < asking.position && target !in decided
            if (isOpen && state.bucketing[target.id].isNullOrEmpty()) return target
        }
        return null
    }
}
