package com.convert.sdk.internal.config.reading

/** Whether [text] from [start] to [end] is what JSON has outside quotes: `true`, `false`, `null` or a number. */
internal fun isJsonLiteral(text: String, start: Int = 0, end: Int = text.length): Boolean =
    when (if (start < end) text[start] else return false) {
        't' -> isWord("true", text, start, end)
        'f' -> isWord("false", text, start, end)
        'n' -> isWord("null", text, start, end)
        else -> isNumber(text, start, end)
    }

private fun isWord(word: String, text: String, start: Int, end: Int): Boolean =
    end - start == word.length && text.startsWith(word, start)

/** The grammar of JSON: an optional minus, digits without a leading zero, a fraction, an exponent. */
private fun isNumber(text: String, start: Int, end: Int): Boolean {
    val first = if (text[start] == '-') start + 1 else start
    val whole = digitsEnd(text, first, end)
    val hasLeadingZero = whole - first > 1 && text[first] == '0'
    if (whole == first || hasLeadingZero) return false
    val fraction = if (whole < end && text[whole] == '.') digitsEnd(text, whole + 1, end) else whole
    if (fraction == whole + 1) return false
    return fraction == end || isExponent(text, fraction, end)
}

private fun isExponent(text: String, start: Int, end: Int): Boolean {
    if (text[start] != 'e' && text[start] != 'E') return false
    val hasSign = start + 1 < end && (text[start + 1] == '+' || text[start + 1] == '-')
    val first = if (hasSign) start + 2 else start + 1
    return first < end && digitsEnd(text, first, end) == end
}

private fun digitsEnd(text: String, start: Int, end: Int): Int {
    var at = start
    while (at < end && text[at] in '0'..'9') at++
    return at
}
