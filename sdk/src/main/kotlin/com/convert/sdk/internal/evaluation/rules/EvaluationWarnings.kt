package com.convert.sdk.internal.evaluation.rules

/** What evaluation noticed and somebody may want to log. Evaluation itself neither logs nor fails. */
internal interface EvaluationWarnings {
    /** A regular expression took too many steps on a visitor's value and counts as not matching. */
    fun patternCutShort()

    /** A mutual-exclusion rule names an experience that the configuration does not have. */
    fun exclusionTargetMissing(experienceKey: String)
}
