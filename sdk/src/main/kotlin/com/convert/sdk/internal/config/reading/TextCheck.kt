package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException

/** Looks a text through before the parser does, which lets bare words pass as values and has no limit on nesting. */
internal object TextCheck {
    const val MAX_DEPTH: Int = 256
    const val TOO_DEEP: String = "at most $MAX_DEPTH levels of nesting"

    /**
     * Whether all that stands outside quotes is JSON's own, provided that the parser can read the text. Fails when
     * it nests too deeply: the parser would overflow the thread's stack.
     */
    fun hasOnlyLiterals(text: String): Boolean {
        var allLiterals = true
        var depth = 0
        var index = 0
        while (index < text.length) {
            when (text[index]) {
                '"' -> index = endOfText(text, index)
                '{', '[' -> if (++depth > MAX_DEPTH) throw InvalidConfigException("$", TOO_DEEP)
                '}', ']' -> depth--
                ',', ':', ' ', '\n', '\r', '\t' -> Unit
                else -> {
                    val end = endOfWord(text, index)
                    allLiterals = allLiterals && isJsonLiteral(text, index, end)
                    index = end - 1
                }
            }
            index++
        }
        return allLiterals
    }

    /** Where the quote is that closes the one at [start]; the parser complains when there is none. */
    private fun endOfText(text: String, start: Int): Int {
        var index = start + 1
        while (index < text.length && text[index] != '"') index += if (text[index] == '\\') 2 else 1
        return index
    }

    private fun endOfWord(text: String, start: Int): Int {
        var index = start + 1
        while (index < text.length && !endsWord(text[index])) index++
        return index
    }

    private fun endsWord(char: Char): Boolean = char <= ' ' || char in ",:{}[]\""
}
