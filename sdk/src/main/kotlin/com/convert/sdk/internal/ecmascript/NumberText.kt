package com.convert.sdk.internal.ecmascript

import java.math.BigDecimal
import java.math.MathContext
import java.math.RoundingMode

private const val MAX_SAFE = 9007199254740992.0
private const val TEN = 10.0
private const val MAX_EXACT_POWER = 22
private const val CERTAIN_DIGITS = 15
private const val ENOUGH_DIGITS = 17
private const val CERTAIN_LIMIT = 1e15
private const val FIRST_EXPONENT_FORM = 21
private const val LAST_FRACTION_FORM = -6

/** Each is exact, so each product is too. */
private val POWERS_OF_TEN = DoubleArray(MAX_EXACT_POWER + 1).also { powers ->
    powers[0] = 1.0
    for (exponent in 1..MAX_EXACT_POWER) powers[exponent] = powers[exponent - 1] * TEN
}

/**
 * [value] as ECMAScript's `Number::toString` writes it: the fewest digits that read back as the same number, closest to
 * it when several have that length. The JDK's own text is neither before version 19.
 */
internal fun numberToText(value: Double): String {
    val whole = value.toLong()
    return when {
        value.isNaN() -> "NaN"
        value.isInfinite() -> if (value > 0) "Infinity" else "-Infinity"
        whole.toDouble() == value && Math.abs(value) <= MAX_SAFE -> whole.toString()
        value < 0 -> "-" + shortestDecimal(-value).toText()
        else -> shortestDecimal(value).toText()
    }
}

/** `0.digits × 10^point`, with neither a leading nor a trailing zero in [digits]. */
private class Decimal(private val digits: String, private val point: Int) {
    fun toText(): String = when {
        point > FIRST_EXPONENT_FORM || point <= LAST_FRACTION_FORM -> exponentForm()
        point >= digits.length -> digits + "0".repeat(point - digits.length)
        point > 0 -> digits.substring(0, point) + "." + digits.substring(point)
        else -> "0." + "0".repeat(-point) + digits
    }

    private fun exponentForm(): String {
        val fraction = if (digits.length > 1) "." + digits.substring(1) else ""
        val exponent = point - 1
        return digits.substring(0, 1) + fraction + (if (exponent < 0) "e-" else "e+") + Math.abs(exponent)
    }
}

private fun shortestDecimal(value: Double): Decimal = fewPlaces(value) ?: searched(value)

/**
 * The everyday case without big numbers. A text of at most 15 digits that reads back as [value] is the only one so
 * short, and dividing two numbers that are both exact reads it back.
 */
private fun fewPlaces(value: Double): Decimal? {
    for (places in 1..MAX_EXACT_POWER) {
        val digits = Math.rint(value * POWERS_OF_TEN[places])
        if (digits >= CERTAIN_LIMIT) return null
        if (digits / POWERS_OF_TEN[places] == value) {
            val text = digits.toLong().toString()
            return Decimal(text, text.length - places)
        }
    }
    return null
}

private fun searched(value: Double): Decimal {
    val exact = BigDecimal(value)
    // Below the normal range numbers have fewer certain digits, down to one.
    val first = if (value >= java.lang.Double.MIN_NORMAL) CERTAIN_DIGITS else 1
    for (precision in first until ENOUGH_DIGITS) {
        readsBack(exact, precision, value)?.let { return decimal(it) }
    }
    return decimal(exact.round(MathContext(ENOUGH_DIGITS, RoundingMode.HALF_EVEN)))
}

/** The closest text of [precision] digits that reads back as [value]. Above a power of two another may be closer. */
private fun readsBack(exact: BigDecimal, precision: Int, value: Double): BigDecimal? {
    val closest = exact.round(MathContext(precision, RoundingMode.HALF_EVEN))
    if (closest.toDouble() == value) return closest
    val other = if (closest < exact) RoundingMode.UP else RoundingMode.DOWN
    return exact.round(MathContext(precision, other)).takeIf { it.toDouble() == value }
}

private fun decimal(number: BigDecimal): Decimal {
    val stripped = number.stripTrailingZeros()
    return Decimal(stripped.unscaledValue().toString(), stripped.precision() - stripped.scale())
}
