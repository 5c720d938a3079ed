package com.convert.sdk.internal.evaluation.rules

/** What evaluation noticed that is worth a log line. Evaluation itself neither logs nor fails. */
internal interface EvaluationWarnings {
    /** A regular expression took too many steps on a visitor's value and counts as not matching. */
    fun patternCutShort()

    /** A rule asks whether [attribute] is below something, and its value is of another type. */
    fun valueNotComparable(attribute: String) = Unit

    /** A mutual-exclusion rule names an experience that the configuration does not have. */
    fun exclusionTargetMissing(experienceKey: String)
}

/** For those who ask and log nothing. */
internal object NoWarnings : EvaluationWarnings {
    override fun patternCutShort() = Unit

    override fun exclusionTargetMissing(experienceKey: String) = Unit
}
