package com.convert.sdk.internal.config.reading

/**
 * Whether [text] from [start] until [end], in ASCII, is what JSON has outside quotes: `true`, `false`, `null` or a
 * number.
 */
internal fun isJsonLiteral(text: ByteArray, start: Int = 0, end: Int = text.size): Boolean =
    when (if (start < end) text.charAt(start) else return false) {
        't' -> isWord("true", text, start, end)
        'f' -> isWord("false", text, start, end)
        'n' -> isWord("null", text, start, end)
        else -> isNumber(text, start, end)
    }

private fun isWord(word: String, text: ByteArray, start: Int, end: Int): Boolean =
    end - start == word.length && word.indices.all { text.charAt(start + it) == word[it] }

/** The grammar of JSON: an optional minus, digits without a leading zero, a fraction, an exponent. */
private fun isNumber(text: ByteArray, start: Int, end: Int): Boolean {
    val first = if (text.charAt(start) == '-') start + 1 else start
    val whole = digitsEnd(text, first, end)
    val hasLeadingZero = whole - first > 1 && text.charAt(first) == '0'
    if (whole == first || hasLeadingZero) return false
    val fraction = if (whole < end && text.charAt(whole) == '.') digitsEnd(text, whole + 1, end) else whole
    if (fraction == whole + 1) return false
    return fraction == end || isExponent(text, fraction, end)
}

private fun isExponent(text: ByteArray, start: Int, end: Int): Boolean {
    if (text.charAt(start) != 'e' && text.charAt(start) != 'E') return false
    val hasSign = start + 1 < end && (text.charAt(start + 1) == '+' || text.charAt(start + 1) == '-')
    val first = if (hasSign) start + 2 else start + 1
    return first < end && digitsEnd(text, first, end) == end
}

private fun digitsEnd(text: ByteArray, start: Int, end: Int): Int {
    var at = start
    while (at < end && text.charAt(at) in '0'..'9') at++
    return at
}

private fun ByteArray.charAt(index: Int): Char = this[index].toInt().toChar()
