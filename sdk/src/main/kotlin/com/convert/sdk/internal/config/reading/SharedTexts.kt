package com.convert.sdk.internal.config.reading

/** Makes strings of parts of [text], one for parts that are the same and not too far apart. For one thread. */
internal class SharedTexts(private val text: ByteArray) {
    private val recent = arrayOfNulls<String>(SLOTS)

    /** The bytes from [from] until [to], as UTF-8. */
    fun get(from: Int, to: Int): String {
        val length = to - from
        if (length > LONGEST) return create(from, to)
        // Names differ at their ends.
        var hash = length
        for (at in maxOf(from, to - LOOKED_AT) until to) hash = hash * FACTOR + text[at]
        val slot = (hash xor (hash ushr SPREAD)) and (SLOTS - 1)
        val known = recent[slot]
        if (known != null && isSame(known, from, to)) return known
        return create(from, to).also { recent[slot] = it }
    }

    // Beyond ASCII, no byte equals a character, so those texts are not shared.
    private fun isSame(known: String, from: Int, to: Int): Boolean {
        if (known.length != to - from) return false
        for (at in known.indices) if (known[at].code != text[from + at].toInt()) return false
        return true
    }

    private fun create(from: Int, to: Int) = String(text, from, to - from, Charsets.UTF_8)

    private companion object {
        const val SLOTS = 4_096
        const val LONGEST = 64
        const val LOOKED_AT = 8
        const val FACTOR = 31
        const val SPREAD = 16
    }
}
