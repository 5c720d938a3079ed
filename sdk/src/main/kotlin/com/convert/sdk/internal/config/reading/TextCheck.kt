package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException

/** Looks a text through before the parser does, which has no limit on nesting and would overflow the thread's stack. */
internal object TextCheck {
    const val MAX_DEPTH: Int = 256
    const val TOO_DEEP: String = "at most $MAX_DEPTH levels of nesting"

    /** Fails when [text] nests too deeply. */
    fun requireShallow(text: String) {
        var depth = 0
        var index = 0
        while (index < text.length) {
            when (text[index]) {
                '"' -> index = endOfText(text, index)
                '{', '[' -> if (++depth > MAX_DEPTH) throw InvalidConfigException("$", TOO_DEEP)
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
