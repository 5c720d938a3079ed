package com.convert.sdk.internal.ecmascript

private const val ASCII_END = '\u0080'
private const val CAPITAL_SIGMA = 0x3A3
private const val SMALL_SIGMA = 0x3C3
private const val FINAL_SIGMA = 0x3C2
private const val CAPITAL_I_WITH_DOT = 0x130
private const val I_WITH_DOT = "i\u0307"
private const val CASE_DISTANCE = 32

/**
 * JavaScript's `text.toLowerCase()`: Unicode's full mapping without a locale, a capital sigma at the end of a word as
 * the final one. Returns [text] itself when nothing changes.
 */
internal fun lowerCase(text: String): String {
    for (index in text.indices) {
        val char = text[index]
        if (char >= ASCII_END) return lowerCaseUnicode(text)
        if (char in 'A'..'Z') return lowerCaseFrom(text, index)
    }
    return text
}

/** `lowerCase(value) == lowered`, for a [lowered] text, without making one as long as [value] is ASCII. */
internal fun equalsLowered(value: String, lowered: String): Boolean {
    val common = minOf(value.length, lowered.length)
    for (index in 0 until common) {
        if (value[index] >= ASCII_END) return lowerCase(value) == lowered
        if (lowerAscii(value[index]) != lowered[index]) return false
    }
    // No character lowers to nothing, so a longer value stays longer.
    return value.length == lowered.length
}

/** `lowerCase(value).startsWith(lowered)`, on the same terms as [equalsLowered]. */
internal fun startsWithLowered(value: String, lowered: String): Boolean {
    val common = minOf(value.length, lowered.length)
    for (index in 0 until common) {
        if (value[index] >= ASCII_END) return lowerCase(value).startsWith(lowered)
        if (lowerAscii(value[index]) != lowered[index]) return false
    }
    return value.length >= lowered.length
}

/** `lowerCase(value).endsWith(lowered)`, on the same terms as [equalsLowered]. */
internal fun endsWithLowered(value: String, lowered: String): Boolean {
    if (!isAscii(value)) return lowerCase(value).endsWith(lowered)
    return lowered.length <= value.length && matchesAt(value, value.length - lowered.length, lowered)
}

/** `lowered in lowerCase(value)`, on the same terms as [equalsLowered]. */
internal fun containsLowered(value: String, lowered: String): Boolean {
    if (!isAscii(value)) return lowerCase(value).contains(lowered)
    for (at in 0..value.length - lowered.length) {
        if (matchesAt(value, at, lowered)) return true
    }
    return false
}

private fun matchesAt(value: String, at: Int, lowered: String): Boolean {
    for (index in lowered.indices) {
        if (lowerAscii(value[at + index]) != lowered[index]) return false
    }
    return true
}

private fun isAscii(text: String): Boolean {
    for (char in text) if (char >= ASCII_END) return false
    return true
}

private fun lowerAscii(char: Char): Char = if (char in 'A'..'Z') char + CASE_DISTANCE else char

private fun lowerCaseFrom(text: String, first: Int): String {
    val chars = text.toCharArray()
    for (index in first until chars.size) {
        if (chars[index] >= ASCII_END) return lowerCaseUnicode(text)
        chars[index] = lowerAscii(chars[index])
    }
    return String(chars)
}

private fun lowerCaseUnicode(text: String): String {
    val result = StringBuilder(text.length)
    var at = 0
    while (at < text.length) {
        val codePoint = text.codePointAt(at)
        val next = at + Character.charCount(codePoint)
        when (codePoint) {
            CAPITAL_SIGMA -> result.appendCodePoint(if (endsWord(text, at)) FINAL_SIGMA else SMALL_SIGMA)
            CAPITAL_I_WITH_DOT -> result.append(I_WITH_DOT)
            else -> result.appendCodePoint(lowerCodePoint(codePoint))
        }
        at = next
    }
    return if (result.contentEquals(text)) text else result.toString()
}

private fun lowerCodePoint(codePoint: Int): Int =
    if (codePoint < ASCII_END.code) lowerAscii(codePoint.toChar()).code else LowerCaseLetters.of(codePoint)

/** Whether the letter before the sigma at [at] is cased and the one after is not, whatever ignorable lies between. */
private fun endsWord(text: String, at: Int): Boolean = casedBefore(text, at) && !casedAfter(text, at + 1)

private fun casedBefore(text: String, end: Int): Boolean {
    var at = end
    while (at > 0) {
        val codePoint = text.codePointBefore(at)
        if (!CaseProperties.isIgnorable(codePoint)) return CaseProperties.isCased(codePoint)
        at -= Character.charCount(codePoint)
    }
    return false
}

private fun casedAfter(text: String, start: Int): Boolean {
    var at = start
    while (at < text.length) {
        val codePoint = text.codePointAt(at)
        if (!CaseProperties.isIgnorable(codePoint)) return CaseProperties.isCased(codePoint)
        at += Character.charCount(codePoint)
    }
    return false
}
