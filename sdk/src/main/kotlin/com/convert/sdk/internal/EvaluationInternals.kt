package com.convert.sdk.internal

import com.convert.sdk.InternalConvertApi
import com.convert.sdk.internal.evaluation.BucketHash
import com.convert.sdk.internal.evaluation.EvaluationTrouble
import com.convert.sdk.internal.evaluation.rules.RuleTree

/** The evaluator's two innermost questions, for the conformance runner. */
@InternalConvertApi
public object EvaluationInternals {
    /** Where the visitor falls within the experience's traffic: 0 to 9,999. */
    public fun bucketValue(experienceId: String, visitorId: String): Int =
        BucketHash.bucketValue(experienceId, visitorId)

    /** Whether [data] matches the rule tree [rule], given as plain values. */
    public fun matchRule(data: Map<String, Any?>, rule: Any?): Boolean =
        RuleTree.compile(rule).matches(data, Untroubled)

    private object Untroubled : EvaluationTrouble {
        override fun patternCutShort() = Unit

        override fun exclusionTargetMissing(experienceKey: String) = Unit
    }
}
