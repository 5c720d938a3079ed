package com.convert.sdk.internal.decision

import com.convert.sdk.EvaluationOptions
import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.evaluation.Decision
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.Visitor
import com.convert.sdk.internal.evaluation.decide
import com.convert.sdk.internal.evaluation.rules.EvaluationWarnings
import com.convert.sdk.internal.visitor.state.VisitorState

/**
 * All that one call works with, read when it began: the context, the visitor's state and the call's options. What is
 * done to the context meanwhile does not matter to it. Immutable.
 *
 * @property context the context as it was.
 * @property state the visitor's state as it was.
 */
internal open class DecisionCall(
    val context: ContextView,
    val state: VisitorState,
    val options: EvaluationOptions,
    warnings: EvaluationWarnings,
) : Visitor(
    id = context.visitorId,
    attributes = PackedMap.merge(context.attributes(state), options.attributes),
    location = PackedMap.merge(context.location, options.location),
    stored = state,
    experiences = context.snapshot.plan,
    warnings = warnings,
) {
    val preview: Preview? get() = context.preview

    /** Decides about one experience by what is stored alone. */
    open fun decide(experience: ExperiencePlan): Decision {
        val preview = preview
        return if (preview != null && preview.experienceKey == experience.key) {
            preview.forced
        } else {
            experience.decide(this)
        }
    }
}
