package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.isTruthy
import com.convert.sdk.internal.ecmascript.toText

private const val EXCLUSION_RULE_TYPE = "bucketed_into_experience_key"

/** Asks whether the visitor is already in the experience with that key; [negated] turns the answer round, last. */
internal class ExclusionRule(val experienceKey: String, val negated: Boolean) {
    companion object {
        /** Null when [item] is any other condition. */
        fun of(item: Any?): ExclusionRule? {
            val rule = item as? Map<*, *> ?: return null
            if (rule["rule_type"] != EXCLUSION_RULE_TYPE) return null
            val key = if ("value" in rule) toText(rule["value"]) else "undefined"
            val negated = (rule["matching"] as? Map<*, *>)?.get("negated")
            return ExclusionRule(key, isTruthy(negated))
        }
    }
}
