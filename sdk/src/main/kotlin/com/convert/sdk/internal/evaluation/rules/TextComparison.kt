package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.containsLowered
import com.convert.sdk.internal.ecmascript.endsWithLowered
import com.convert.sdk.internal.ecmascript.isBlankText
import com.convert.sdk.internal.ecmascript.lowerCase
import com.convert.sdk.internal.ecmascript.startsWithLowered
import com.convert.sdk.internal.ecmascript.toTextOrNull

/** Compares the texts of both sides without regard to case. */
internal sealed class TextComparison(test: Any?, negated: Boolean) : Comparison(negated) {
    protected val loweredTest: String? = toTextOrNull(test)?.let(::lowerCase)

    override fun holds(value: Any?, warnings: EvaluationWarnings): Boolean {
        val text = toTextOrNull(value)
        return text != null && loweredTest != null && outcome(matches(text, loweredTest))
    }

    protected abstract fun matches(text: String, lowered: String): Boolean
}

/** `contains`; blank text is in every text. */
internal class ContainsComparison(test: Any?, negated: Boolean) : TextComparison(test, negated) {
    private val isBlank = loweredTest != null && isBlankText(loweredTest)

    override fun matches(text: String, lowered: String): Boolean = isBlank || containsLowered(text, lowered)
}

/** `startsWith`. */
internal class StartComparison(test: Any?, negated: Boolean) : TextComparison(test, negated) {
    override fun matches(text: String, lowered: String): Boolean = startsWithLowered(text, lowered)
}

/** `endsWith`. */
internal class EndComparison(test: Any?, negated: Boolean) : TextComparison(test, negated) {
    override fun matches(text: String, lowered: String): Boolean = endsWithLowered(text, lowered)
}
