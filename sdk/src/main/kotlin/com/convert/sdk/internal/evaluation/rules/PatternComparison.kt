package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.evaluation.EvaluationTrouble
import com.convert.sdk.internal.evaluation.ecmascript.lowerCase
import com.convert.sdk.internal.evaluation.ecmascript.toTextOrNull
import com.convert.sdk.internal.evaluation.regex.EcmaRegex
import com.convert.sdk.internal.evaluation.regex.RegexVerdict

/** `regexMatches`: the rule's pattern, without regard to case, anywhere in the lower-cased value. */
internal class PatternComparison(test: Any?, negated: Boolean) : Comparison(negated) {
    private val pattern: EcmaRegex? = toTextOrNull(test)?.let(EcmaRegex::compile)

    override fun holds(value: Any?, trouble: EvaluationTrouble): Boolean {
        val text = toTextOrNull(value)
        return text != null && pattern != null && answer(pattern.test(lowerCase(text)), trouble)
    }

    private fun answer(verdict: RegexVerdict, trouble: EvaluationTrouble): Boolean = when (verdict) {
        RegexVerdict.MATCH -> outcome(true)
        RegexVerdict.NO_MATCH -> outcome(false)
        RegexVerdict.CUT_SHORT -> {
            trouble.patternCutShort()
            false
        }
    }
}
