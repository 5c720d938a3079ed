package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.isTruthy

/** One condition on one key. */
internal sealed class RuleItem {
    abstract fun verdict(data: Map<String, Any?>, isCustomInterface: Boolean, trouble: EvaluationWarnings): Verdict

    companion object {
        fun compile(node: Any?): RuleItem {
            if (node == null) return FixedItem(Verdict.BROKEN)
            val rule = node as? Map<*, *> ?: return FixedItem(Verdict.NO_MATCH)
            val matching = rule["matching"]
            val throws = matching == null && "matching" in rule
            if (throws) return FixedItem(Verdict.BROKEN)
            val comparison = Comparison.compile(rule, matching) ?: return FixedItem(Verdict.NO_MATCH)
            return KeyedItem(rule["key"] as? String, rule["rule_type"], comparison)
        }
    }
}

/** A malformed condition: its verdict does not depend on the data. */
private class FixedItem(private val verdict: Verdict) : RuleItem() {
    override fun verdict(data: Map<String, Any?>, isCustomInterface: Boolean, trouble: EvaluationWarnings): Verdict =
        verdict
}

private class KeyedItem(
    private val key: String?,
    private val ruleType: Any?,
    private val comparison: Comparison,
) : RuleItem() {
    override fun verdict(data: Map<String, Any?>, isCustomInterface: Boolean, trouble: EvaluationWarnings): Verdict {
        val holds = if (isCustomInterface) !throwsOn(data) && holdsWithoutValue(trouble) else holds(data, trouble)
        return if (holds) Verdict.MATCH else Verdict.NO_MATCH
    }

    private fun holds(data: Map<String, Any?>, trouble: EvaluationWarnings): Boolean {
        if (key == null) return holdsWithoutValue(trouble)
        val value = data[key]
        val isMissing = value == null && key !in data
        return if (isMissing) holdsWithoutValue(trouble) else comparison.holds(value, trouble)
    }

    // To every other comparison a key that is not there is no match, negated or not.
    private fun holdsWithoutValue(trouble: EvaluationWarnings): Boolean =
        comparison is ExistenceComparison && comparison.asksForMissing && comparison.holds(null, trouble)

    /** Where JavaScript, looking for a method named after the rule type, trips over something that is not one. */
    private fun throwsOn(data: Map<String, Any?>): Boolean =
        isTruthy(ruleType) && (ruleType !is String || "constructor" in data || data["mapper"] != null)
}
