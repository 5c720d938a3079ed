package com.convert.sdk.internal.evaluation

import com.convert.sdk.internal.evaluation.rules.EvaluationWarnings

/**
 * What evaluation may know of a visitor.
 *
 * @property experiences for rules of one experience that ask about another.
 */
internal open class Visitor(
    val id: String,
    val attributes: Map<String, Any?>,
    val location: Map<String, Any?>,
    val stored: StoredDecisions,
    val experiences: EvaluationPlan,
    val warnings: EvaluationWarnings,
) {
    /**
     * Whether the same call gives the visitor a variation of [target], which comes before [asking] in configuration
     * order. What the visitor has stored is asked first.
     */
    open fun getsEarlier(target: ExperiencePlan, asking: ExperiencePlan): Boolean = false
}

/**
 * What is stored of a visitor, as far as decisions depend on it.
 *
 * @property bucketing experience id to variation id.
 * @property customSegments ids of the custom segments that matched.
 */
internal interface StoredDecisions {
    val bucketing: Map<String, String>
    val customSegments: List<*>
}
