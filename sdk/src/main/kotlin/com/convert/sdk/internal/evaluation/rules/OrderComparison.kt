package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.groupedNumber
import com.convert.sdk.internal.ecmascript.isGroupedNumber
import com.convert.sdk.internal.ecmascript.isLess
import com.convert.sdk.internal.ecmascript.isNumberLess
import com.convert.sdk.internal.ecmascript.isTextLess
import com.convert.sdk.internal.ecmascript.plainValue
import com.convert.sdk.internal.ecmascript.toNumber

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

    override fun holds(value: Any?, warnings: EvaluationWarnings): Boolean {
        val plain = plainValue(value)
        return if (number != null) isBelow(plain, number, warnings) else isBelow(plain, warnings)
    }

    private fun isBelow(value: Any?, limit: Double, warnings: EvaluationWarnings): Boolean = when {
        value is Number -> outcome(isNumberLess(value.toDouble(), limit, orEqual))
        value is String && isGroupedNumber(value) -> outcome(isNumberLess(groupedNumber(value), limit, orEqual))
        else -> unlike(value, warnings)
    }

    private fun isBelow(value: Any?, warnings: EvaluationWarnings): Boolean = when (value) {
        is Number -> unlike(value, warnings)
        is String -> if (test !is String || isGroupedNumber(value)) {
            unlike(value, warnings)
        } else {
            outcome(isTextLess(value, test, orEqual))
        }

        is Boolean -> if (test is Boolean) {
            outcome(isNumberLess(toNumber(value), toNumber(test), orEqual))
        } else {
            unlike(value, warnings)
        }

        else -> if (test is String || test is Boolean) unlike(value, warnings) else isObjectBelow(value)
    }

    /** Values of unlike types are never in order, negated or not. An attribute that is `null` is one not known. */
    private fun unlike(value: Any?, warnings: EvaluationWarnings): Boolean {
        if (key != null && value != null) warnings.valueNotComparable(key)
        return false
    }

    private fun isObjectBelow(value: Any?): Boolean = isLess(value, test, orEqual)?.let(::outcome) ?: false
}
