package com.convert.sdk.internal.ecmascript

import java.math.BigInteger

private const val INFINITY = "Infinity"
private const val DECIMAL = 10
private const val HEXADECIMAL = 16
private const val OCTAL = 8
private const val BINARY = 2
private const val BITS_OF_LARGEST_NUMBER = 1024
private const val NO_DIGIT = 99

/** White space and line ends as ECMAScript lists them: what `trim` removes and `\s` matches. */
internal fun isSpace(char: Char): Boolean = when (char) {
    in '\t'..'\r', ' ', '\u00A0', '\u1680', in '\u2000'..'\u200A', '\u2028', '\u2029' -> true
    '\u202F', '\u205F', '\u3000', '\uFEFF' -> true
    else -> false
}

/** Whether [text] has nothing but white space in it. */
internal fun isBlankText(text: String): Boolean = text.all(::isSpace)

/** JavaScript's `Number(text)`. */
internal fun textToNumber(text: String): Double {
    val start = firstNonSpace(text)
    if (start == text.length) return 0.0
    val end = text.indexOfLast { !isSpace(it) } + 1
    val radix = prefixedRadix(text, start)
    if (radix != null) {
        val complete = digitsEnd(text, start + 2, radix) == end && end > start + 2
        return if (complete) radixNumber(text, start + 2, end, radix) else Double.NaN
    }
    return if (decimalEnd(text, start) == end) text.substring(start, end).toDouble() else Double.NaN
}

/** JavaScript's `parseFloat(text)`: the longest beginning that is a number. */
internal fun parseFloatText(text: String): Double {
    val start = firstNonSpace(text)
    val end = decimalEnd(text, start)
    return if (end > start) text.substring(start, end).toDouble() else Double.NaN
}

/** JavaScript's `parseInt(text)` without a radix: decimal, or hexadecimal after `0x`. */
internal fun parseIntText(text: String): Double {
    val signAt = firstNonSpace(text)
    val from = afterSign(text, signAt)
    val hexadecimal = prefixedRadix(text, from) == HEXADECIMAL
    val start = if (hexadecimal) from + 2 else from
    val radix = if (hexadecimal) HEXADECIMAL else DECIMAL
    val end = digitsEnd(text, start, radix)
    if (end == start) return Double.NaN
    val magnitude = if (hexadecimal) radixNumber(text, start, end, radix) else text.substring(start, end).toDouble()
    return if (text[signAt] == '-') -magnitude else magnitude
}

private fun firstNonSpace(text: String): Int {
    var at = 0
    while (at < text.length && isSpace(text[at])) at++
    return at
}

private fun afterSign(text: String, at: Int): Int =
    if (at < text.length && (text[at] == '+' || text[at] == '-')) at + 1 else at

private fun prefixedRadix(text: String, at: Int): Int? {
    if (at + 1 >= text.length || text[at] != '0') return null
    return when (text[at + 1]) {
        'x', 'X' -> HEXADECIMAL
        'o', 'O' -> OCTAL
        'b', 'B' -> BINARY
        else -> null
    }
}

/** Where the decimal literal that begins at [start] ends; [start] itself when there is none. */
private fun decimalEnd(text: String, start: Int): Int {
    val from = afterSign(text, start)
    if (text.startsWith(INFINITY, from)) return from + INFINITY.length
    val wholeEnd = digitsEnd(text, from, DECIMAL)
    val hasPoint = wholeEnd < text.length && text[wholeEnd] == '.'
    val end = if (hasPoint) digitsEnd(text, wholeEnd + 1, DECIMAL) else wholeEnd
    val digits = end - from - (if (hasPoint) 1 else 0)
    return if (digits == 0) start else exponentEnd(text, end)
}

private fun exponentEnd(text: String, at: Int): Int {
    if (at == text.length || (text[at] != 'e' && text[at] != 'E')) return at
    val from = afterSign(text, at + 1)
    val end = digitsEnd(text, from, DECIMAL)
    return if (end > from) end else at
}

private fun digitsEnd(text: String, from: Int, radix: Int): Int {
    var at = from
    while (at < text.length && digitValue(text[at]) < radix) at++
    return at
}

private fun digitValue(char: Char): Int = when (char) {
    in '0'..'9' -> char - '0'
    in 'a'..'f' -> char - 'a' + DECIMAL
    in 'A'..'F' -> char - 'A' + DECIMAL
    else -> NO_DIGIT
}

private fun radixNumber(text: String, from: Int, to: Int, radix: Int): Double {
    var start = from
    while (start < to - 1 && text[start] == '0') start++
    // Even in base two this many digits are past the largest number; longer text need not be read at all.
    if (to - start > BITS_OF_LARGEST_NUMBER) return Double.POSITIVE_INFINITY
    return BigInteger(text.substring(start, to), radix).toDouble()
}
