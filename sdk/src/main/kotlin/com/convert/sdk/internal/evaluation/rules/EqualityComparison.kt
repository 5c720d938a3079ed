package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.equalsLowered
import com.convert.sdk.internal.ecmascript.hasKey
import com.convert.sdk.internal.ecmascript.lowerCase
import com.convert.sdk.internal.ecmascript.numberToText
import com.convert.sdk.internal.ecmascript.plainValue
import com.convert.sdk.internal.ecmascript.strictlyEqual
import com.convert.sdk.internal.ecmascript.textToNumber
import com.convert.sdk.internal.ecmascript.toTextOrNull

/** `equals`, `equalsNumber`, `matches`: an item of a list, a key of an object, or the same text in any case. */
internal class EqualityComparison(test: Any?, negated: Boolean) : Comparison(negated) {
    private val test = plainValue(test)
    private val testText = toTextOrNull(test)
    private val loweredText = testText?.let(::lowerCase)

    // No two finite numbers share a text, so the one that has the rule's text, if any, can stand for it.
    private val testNumber = loweredText?.let(::textToNumber)?.takeIf { lowerCase(numberToText(it)) == loweredText }

    override fun holds(value: Any?, warnings: EvaluationWarnings): Boolean = when (val plain = plainValue(value)) {
        is String -> equalsText(plain)
        is Number -> equalsNumber(plain.toDouble())
        is List<*> -> outcome(plain.any { strictlyEqual(plainValue(it), test) })
        is Map<*, *> -> if (plain.isEmpty()) equalsText(toTextOrNull(plain)) else hasKey(plain)
        else -> equalsText(toTextOrNull(plain))
    }

    private fun equalsNumber(value: Double): Boolean =
        if (value.isFinite()) loweredText != null && outcome(value == testNumber) else equalsText(numberToText(value))

    private fun hasKey(value: Map<*, *>): Boolean = testText != null && outcome(value.hasKey(testText))

    private fun equalsText(text: String?): Boolean =
        text != null && loweredText != null && outcome(text == testText || equalsLowered(text, loweredText))
}
