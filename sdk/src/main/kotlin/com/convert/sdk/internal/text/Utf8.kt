package com.convert.sdk.internal.text

/** UTF-8 as JavaScript's `TextEncoder` has it: an unpaired surrogate becomes U+FFFD, not a question mark. */
internal object Utf8 {
    private const val REPLACEMENT = '\uFFFD'

    /** The first characters that take that many. */
    private const val TWO_BYTES = '\u0080'
    private const val THREE_BYTES = '\u0800'

    fun encode(text: String): ByteArray =
        (if (text.none(Char::isSurrogate)) text else replaced(text) { append(REPLACEMENT) }).toByteArray()

    /** The same text, or `null` when it has an unpaired surrogate. */
    fun encodeExactly(text: String): ByteArray? = text.toByteArray().takeIf { String(it, Charsets.UTF_8) == text }

    /** A JSON text with unpaired surrogates as escapes, which is the same JSON. */
    fun encodeJson(json: String): ByteArray =
        encodeExactly(json) ?: replaced(json) { append("\\u").append(it.code.toString(radix = 16)) }.toByteArray()

    /** The number of bytes that [encode] gives; a lone surrogate counts as two of its three. */
    fun length(text: String): Int = text.length + text.sumOf { unit ->
        val more = when {
            unit < TWO_BYTES -> 0
            unit < THREE_BYTES || unit.isSurrogate() -> 1
            else -> 2
        }
        more
    }

    private inline fun replaced(text: String, replace: StringBuilder.(Char) -> Unit) = buildString(text.length) {
        text.forEachIndexed { index, char -> if (isLoneSurrogate(text, index)) replace(char) else append(char) }
    }

    private fun isLoneSurrogate(text: String, index: Int): Boolean = when {
        text[index].isHighSurrogate() -> text.getOrNull(index + 1)?.isLowSurrogate() != true
        text[index].isLowSurrogate() -> text.getOrNull(index - 1)?.isHighSurrogate() != true
        else -> false
    }
}
