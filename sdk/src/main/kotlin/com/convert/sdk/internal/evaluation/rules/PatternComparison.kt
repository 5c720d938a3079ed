package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.lowerCase
import com.convert.sdk.internal.ecmascript.regex.EcmaRegex
import com.convert.sdk.internal.ecmascript.regex.RegexOutcome
import com.convert.sdk.internal.ecmascript.toTextOrNull

/** `regexMatches`: the rule's pattern, without regard to case, anywhere in the lower-cased value. */
internal class PatternComparison(test: Any?, negated: Boolean) : Comparison(negated) {
    private val pattern: EcmaRegex? = toTextOrNull(test)?.let(EcmaRegex::compile)

    override fun holds(value: Any?, warnings: EvaluationWarnings): Boolean {
        val text = toTextOrNull(value)
        return text != null && pattern != null && answer(pattern.test(lowerCase(text)), warnings)
    }

    private fun answer(outcome: RegexOutcome, warnings: EvaluationWarnings): Boolean = when (outcome) {
        RegexOutcome.MATCH -> outcome(true)
        RegexOutcome.NO_MATCH -> outcome(false)
        RegexOutcome.CUT_SHORT -> {
            warnings.patternCutShort()
            false
        }
    }
}
