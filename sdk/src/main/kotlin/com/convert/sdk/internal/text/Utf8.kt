package com.convert.sdk.internal.text

/** UTF-8 as JavaScript's `TextEncoder` has it: an unpaired surrogate becomes U+FFFD, not a question mark. */
internal object Utf8 {
    private const val REPLACEMENT = '\uFFFD'

    fun encode(text: String): ByteArray =
        (if (text.none(Char::isSurrogate)) text else withoutLoneSurrogates(text)).toByteArray()

    private fun withoutLoneSurrogates(text: String): String = buildString(text.length) {
        for (index in text.indices) append(if (isLoneSurrogate(text, index)) REPLACEMENT else text[index])
    }

    private fun isLoneSurrogate(text: String, index: Int): Boolean = when {
        text[index].isHighSurrogate() -> text.getOrNull(index + 1)?.isLowSurrogate() != true
        text[index].isLowSurrogate() -> text.getOrNull(index - 1)?.isHighSurrogate() != true
        else -> false
    }
}
