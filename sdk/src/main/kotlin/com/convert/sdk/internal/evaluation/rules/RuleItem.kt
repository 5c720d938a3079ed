package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.isTruthy

/** One condition on one key. */
internal sealed class RuleItem {
    abstract fun outcome(
        data: Map<String, Any?>,
        isCustomInterface: Boolean,
        warnings: EvaluationWarnings,
    ): RuleOutcome

    companion object {
        fun compile(node: Any?): RuleItem {
            if (node == null) return FixedItem(RuleOutcome.BROKEN)
            val rule = node as? Map<*, *> ?: return FixedItem(RuleOutcome.NO_MATCH)
            val matching = rule["matching"]
            val throws = matching == null && "matching" in rule
            if (throws) return FixedItem(RuleOutcome.BROKEN)
            val comparison = Comparison.compile(rule, matching) ?: return FixedItem(RuleOutcome.NO_MATCH)
            return KeyedItem(rule["key"] as? String, rule["rule_type"], comparison)
        }
    }
}

/** A malformed condition: its outcome does not depend on the data. */
private class FixedItem(private val outcome: RuleOutcome) : RuleItem() {
    override fun outcome(
        data: Map<String, Any?>,
        isCustomInterface: Boolean,
        warnings: EvaluationWarnings,
    ): RuleOutcome =
        outcome
}

private class KeyedItem(
    private val key: String?,
    private val ruleType: Any?,
    private val comparison: Comparison,
) : RuleItem() {
    override fun outcome(
        data: Map<String, Any?>,
        isCustomInterface: Boolean,
        warnings: EvaluationWarnings,
    ): RuleOutcome {
        val holds = if (isCustomInterface) !throwsOn(data) && holdsWithoutValue(warnings) else holds(data, warnings)
        return if (holds) RuleOutcome.MATCH else RuleOutcome.NO_MATCH
    }

    private fun holds(data: Map<String, Any?>, warnings: EvaluationWarnings): Boolean {
        if (key == null) return holdsWithoutValue(warnings)
        val value = data[key]
        val isMissing = value == null && key !in data
        return if (isMissing) holdsWithoutValue(warnings) else comparison.holds(value, warnings)
    }

    // To every other comparison a key that is not there is no match, negated or not.
    private fun holdsWithoutValue(warnings: EvaluationWarnings): Boolean =
        comparison is ExistenceComparison && comparison.asksForMissing && comparison.holds(null, warnings)

    /** Where JavaScript, looking for a method named after the rule type, trips over something that is not one. */
    private fun throwsOn(data: Map<String, Any?>): Boolean =
        isTruthy(ruleType) && (ruleType !is String || "constructor" in data || data["mapper"] != null)
}
