package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.groupedNumber
import com.convert.sdk.internal.ecmascript.isGroupedNumber
import com.convert.sdk.internal.ecmascript.isLess
import com.convert.sdk.internal.ecmascript.isNumberLess
import com.convert.sdk.internal.ecmascript.isTextLess
import com.convert.sdk.internal.ecmascript.plainValue
import com.convert.sdk.internal.ecmascript.toNumber

/** `less`, `lessEqual`: numbers (numeric text among them), texts, or values of another type; never one with another. */
internal class OrderComparison(test: Any?, private val orEqual: Boolean, negated: Boolean) : Comparison(negated) {
    private val test = plainValue(test)
    private val number: Double? = when (this.test) {
        is Number -> this.test.toDouble()
        is String -> if (isGroupedNumber(this.test)) groupedNumber(this.test) else null
        else -> null
    }

    override fun holds(value: Any?, warnings: EvaluationWarnings): Boolean {
        val plain = plainValue(value)
        return if (number != null) isBelow(plain, number) else isBelow(plain)
    }

    private fun isBelow(value: Any?, limit: Double): Boolean = when (value) {
        is Number -> outcome(isNumberLess(value.toDouble(), limit, orEqual))
        is String -> isGroupedNumber(value) && outcome(isNumberLess(groupedNumber(value), limit, orEqual))
        else -> false
    }

    private fun isBelow(value: Any?): Boolean = when (value) {
        is Number -> false
        is String -> test is String && !isGroupedNumber(value) && outcome(isTextLess(value, test, orEqual))
        is Boolean -> test is Boolean && outcome(isNumberLess(toNumber(value), toNumber(test), orEqual))
        else -> test !is String && test !is Boolean && isObjectBelow(value)
    }

    private fun isObjectBelow(value: Any?): Boolean = isLess(value, test, orEqual)?.let(::outcome) ?: false
}
