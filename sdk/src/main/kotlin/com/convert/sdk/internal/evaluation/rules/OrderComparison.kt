package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.evaluation.EvaluationTrouble
import com.convert.sdk.internal.evaluation.ecmascript.groupedNumber
import com.convert.sdk.internal.evaluation.ecmascript.isGroupedNumber
import com.convert.sdk.internal.evaluation.ecmascript.isLess
import com.convert.sdk.internal.evaluation.ecmascript.isNumberLess
import com.convert.sdk.internal.evaluation.ecmascript.isTextLess
import com.convert.sdk.internal.evaluation.ecmascript.plainValue
import com.convert.sdk.internal.evaluation.ecmascript.toNumber

/**
 * `less`, `lessEqual`: numbers (numeric text among them), texts, or values of another type; never one with another.
 *
 * @property key what the value is of, for the log.
 */
internal class OrderComparison(
    private val key: String?,
    test: Any?,
    private val orEqual: Boolean,
    negated: Boolean,
) : Comparison(negated) {
    private val test = plainValue(test)
    private val number: Double? = when (this.test) {
        is Number -> this.test.toDouble()
        is String -> if (isGroupedNumber(this.test)) groupedNumber(this.test) else null
        else -> null
    }

    override fun holds(value: Any?, trouble: EvaluationTrouble): Boolean {
        val plain = plainValue(value)
        return if (number != null) isBelow(plain, number, trouble) else isBelow(plain, trouble)
    }

    private fun isBelow(value: Any?, limit: Double, trouble: EvaluationTrouble): Boolean = when {
        value is Number -> outcome(isNumberLess(value.toDouble(), limit, orEqual))
        value is String && isGroupedNumber(value) -> outcome(isNumberLess(groupedNumber(value), limit, orEqual))
        else -> unlike(value, trouble)
    }

    private fun isBelow(value: Any?, trouble: EvaluationTrouble): Boolean = when (value) {
        is Number -> unlike(value, trouble)
        is String -> if (test !is String || isGroupedNumber(value)) {
            unlike(value, trouble)
        } else {
            outcome(isTextLess(value, test, orEqual))
        }

        is Boolean -> if (test is Boolean) {
            outcome(isNumberLess(toNumber(value), toNumber(test), orEqual))
        } else {
            unlike(value, trouble)
        }

        else -> if (test is String || test is Boolean) unlike(value, trouble) else isObjectBelow(value)
    }

    /** Values of unlike types are never in order, negated or not. An attribute that is `null` is one not known. */
    private fun unlike(value: Any?, trouble: EvaluationTrouble): Boolean {
        if (key != null && value != null) trouble.valueNotComparable(key)
        return false
    }

    private fun isObjectBelow(value: Any?): Boolean = isLess(value, test, orEqual)?.let(::outcome) ?: false
}
