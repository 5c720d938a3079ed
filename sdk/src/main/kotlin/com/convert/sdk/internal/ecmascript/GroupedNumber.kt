package com.convert.sdk.internal.ecmascript

private const val GROUP = 3

/**
 * Whether a rule reads [text] as a number: digits, alone or in groups of three behind commas, with an optional minus
 * and fraction. No exponent, no plus, no space.
 */
internal fun isGroupedNumber(text: String): Boolean {
    val start = if (text.startsWith('-')) 1 else 0
    val whole = wholeEnd(text, start)
    if (whole < 0) return false
    if (whole == text.length) return whole > start && isFinite(text)
    if (text[whole] != '.') return false
    val end = plainDigitsEnd(text, whole + 1)
    return end == text.length && end > whole + 1 && isFinite(text)
}

/** The number in a [text] that [isGroupedNumber] accepts. A first group of just `0` makes the commas decimal points. */
internal fun groupedNumber(text: String): Double = when {
    ',' !in text -> text.toDouble()
    text.startsWith("0,") -> parseFloatText(text.replace(',', '.'))
    else -> text.replace(",", "").toDouble()
}

// Only text with hundreds of digits can overflow; short text need not be converted to know.
private fun isFinite(text: String): Boolean =
    text.length <= MAX_FINITE_LENGTH || text.replace(",", "").toDouble().isFinite()

private const val MAX_FINITE_LENGTH = 300

/** Where the digits before the point end, or -1 when their commas do not stand in threes. */
private fun wholeEnd(text: String, start: Int): Int {
    var at = plainDigitsEnd(text, start)
    if (at == text.length || text[at] != ',') return at
    if (at - start !in 1..GROUP) return -1
    while (at < text.length && text[at] == ',') {
        val end = plainDigitsEnd(text, at + 1)
        if (end - at - 1 != GROUP) return -1
        at = end
    }
    return at
}

private fun plainDigitsEnd(text: String, from: Int): Int {
    var at = from
    while (at < text.length && text[at] in '0'..'9') at++
    return at
}
