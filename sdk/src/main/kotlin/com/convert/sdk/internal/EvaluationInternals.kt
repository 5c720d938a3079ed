package com.convert.sdk.internal

import com.convert.sdk.InternalConvertApi
import com.convert.sdk.internal.ecmascript.regex.EcmaRegex
import com.convert.sdk.internal.ecmascript.regex.RegexOutcome
import com.convert.sdk.internal.evaluation.BucketHash
import com.convert.sdk.internal.evaluation.rules.NoWarnings
import com.convert.sdk.internal.evaluation.rules.RuleTree

/** The evaluator's innermost questions, for the conformance runner and what it is compared with. */
@InternalConvertApi
public object EvaluationInternals {
    /** Where the visitor falls within the experience's traffic: 0 to 9,999. */
    public fun bucketValue(experienceId: String, visitorId: String): Int =
        BucketHash(experienceId).value(visitorId)

    /** Whether [data] matches the rule tree [rule], given as plain values. */
    public fun matchRule(data: Map<String, Any?>, rule: Any?): Boolean =
        RuleTree.compile(rule).matches(data, NoWarnings)

    /**
     * Whether [text] has a match of [pattern]; `null` when it is no pattern.
     *
     * @throws IllegalStateException when the test was cut short.
     */
    public fun matchesPattern(pattern: String, text: String): Boolean? {
        val outcome = (EcmaRegex.compile(pattern) ?: return null).test(text)
        check(outcome != RegexOutcome.CUT_SHORT) { "the step budget ran out" }
        return outcome == RegexOutcome.MATCH
    }
}
