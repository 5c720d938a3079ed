package com.convert.sdk.internal.config

import com.convert.sdk.error.InvalidConfigException

/** Keeps text that nests too deeply from the parser, which would overflow the thread's stack on it. */
internal object NestingCheck {
    const val MAX_DEPTH: Int = 256
    const val EXPECTED: String = "at most $MAX_DEPTH levels of nesting"

    fun requireShallow(text: String) {
        var depth = 0
        var index = 0
        while (index < text.length) {
            when (text[index]) {
                '"' -> index = endOfText(text, index)
                '{', '[' -> if (++depth > MAX_DEPTH) throw InvalidConfigException("$", EXPECTED)
                '}', ']' -> depth--
            }
            index++
        }
    }

    /** Where the quote is that closes the one at [start]; the parser complains when there is none. */
    private fun endOfText(text: String, start: Int): Int {
        var index = start + 1
        while (index < text.length && text[index] != '"') index += if (text[index] == '\\') 2 else 1
        return index
    }
}
