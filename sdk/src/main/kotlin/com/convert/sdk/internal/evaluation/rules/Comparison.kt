package com.convert.sdk.internal.evaluation.rules

/** How one match type compares a visitor's value with the rule's, which is prepared when the comparison is made. */
internal sealed class Comparison(private val negated: Boolean) {
    /**
     * The outcome, negation included. Where JavaScript would throw it is false, negated or not, so a comparison says so
     * by answering without [outcome].
     */
    abstract fun holds(value: Any?, warnings: EvaluationWarnings): Boolean

    protected fun outcome(matched: Boolean): Boolean = matched != negated

    companion object {
        /** Null when the rule item is not valid or its match type unknown: it never matches then. */
        fun compile(rule: Map<*, *>, matching: Any?): Comparison? {
            if (matching !is Map<*, *>) return null
            val type = matching["match_type"] as? String ?: return null
            val negated = matching["negated"] as? Boolean ?: return null
            val value = rule["value"]
            if (value == null && type !in ExistenceComparison.NEEDING_NO_VALUE && "value" !in rule) return null
            return create(type, value, negated, rule["key"] as? String)
        }

        private fun create(type: String, test: Any?, negated: Boolean, key: String?): Comparison? = when (type) {
            "equals", "equalsNumber", "matches" -> EqualityComparison(test, negated)
            "less" -> OrderComparison(key, test, orEqual = false, negated)
            "lessEqual" -> OrderComparison(key, test, orEqual = true, negated)
            "contains" -> ContainsComparison(test, negated)
            "startsWith" -> StartComparison(test, negated)
            "endsWith" -> EndComparison(test, negated)
            "isIn" -> MembershipComparison(test, negated)
            "regexMatches" -> PatternComparison(test, negated)
            ExistenceComparison.EXISTS,
            ExistenceComparison.NOT_EXISTS,
            ExistenceComparison.DOES_NOT_EXIST,
            -> ExistenceComparison(type, negated)
            else -> null
        }
    }
}
