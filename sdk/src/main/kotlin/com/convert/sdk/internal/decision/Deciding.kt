package com.convert.sdk.internal.decision

import com.convert.sdk.EvaluationOptions
import com.convert.sdk.internal.evaluation.Decision
import com.convert.sdk.internal.evaluation.EvaluationTrouble
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.StoredDecisions
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.evaluation.Visitor
import com.convert.sdk.internal.evaluation.decide
import com.convert.sdk.internal.memory.Attributes
import com.convert.sdk.internal.memory.VisitorState

/** Decides for one visitor in one call, and sees what the call decided so far. Used by one thread. */
internal class Deciding(
    private val session: VisitorSession,
    private val state: VisitorState,
    options: EvaluationOptions,
    trouble: EvaluationTrouble,
) {
    private val preview = session.preview
    private val fresh = FreshDecisions(state, keep = options.enableStorage && preview == null)
    private val visitor = session.visitor(state, fresh, options, trouble)

    fun decide(experience: ExperiencePlan): Decision =
        if (preview?.experienceKey == experience.key) preview.forced else experience.decide(visitor)

    /** Lets later decisions of the call see this one. */
    fun keep(variation: VariationPlan) = fresh.keep(variation)

    private class FreshDecisions(private val state: VisitorState, private val keep: Boolean) : StoredDecisions {
        private var added: HashMap<String, String>? = null

        override val bucketing: Map<String, String> get() = added ?: state.bucketing

        override val customSegments: List<*> get() = state.customSegments

        fun keep(variation: VariationPlan) {
            if (!keep || bucketing[variation.experienceId] == variation.variationId) return
            // On a copy: events in the queue still hold the state.
            val decisions = added ?: HashMap(state.bucketing).also { added = it }
            decisions[variation.experienceId] = variation.variationId
        }
    }
}

/** The visitor as evaluation sees it, with the overlay of one call. */
internal fun VisitorSession.visitor(
    state: VisitorState,
    stored: StoredDecisions,
    options: EvaluationOptions,
    trouble: EvaluationTrouble,
) = Visitor(
    id = visitorId,
    attributes = Attributes.merge(attributes(state), options.attributes),
    location = Attributes.merge(location, options.location),
    stored = stored,
    experiences = snapshot.plan,
    trouble = trouble,
)
