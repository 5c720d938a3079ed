package com.convert.sdk.internal.ecmascript.regex

/**
 * An immutable set of UTF-16 code units. [edges] holds, in order, the first unit of every run of members and the first
 * unit after it; ASCII, where nearly all questions fall, is answered from two words of bits.
 */
internal class CharSet private constructor(private val edges: IntArray) {
    private val low: Long = bits(0)
    private val high: Long = bits(WORD)

    val isEmpty: Boolean get() = edges.isEmpty()

    /** One bit a unit, for sets of so many runs that looking for the right one would take long. */
    private val allBits: LongArray? = if (edges.size > MAX_SEARCHED_EDGES) allBits() else null

    operator fun contains(unit: Char): Boolean {
        val code = unit.code
        if (code < ASCII_END) return (if (code < WORD) low else high) ushr code and 1L != 0L
        if (allBits != null) return allBits[code shr WORD_SHIFT] ushr code and 1L != 0L
        return runContains(code)
    }

    /** The first index of a member in [text] at or after [start], or the length of the text. */
    fun nextIn(text: String, start: Int): Int {
        var index = start
        while (index < text.length && text[index] !in this) index++
        return index
    }

    fun inverted(): CharSet {
        val outer = intArrayOf(0) + edges + intArrayOf(UNITS)
        val skipFirst = outer.size > 1 && outer[1] == 0
        val skipLast = outer[outer.size - 2] == UNITS
        return CharSet(outer.copyOfRange(if (skipFirst) 2 else 0, if (skipLast) outer.size - 2 else outer.size))
    }

    private fun runContains(code: Int): Boolean {
        val found = edges.binarySearch(code)
        val edgesUpToCode = if (found >= 0) found + 1 else -found - 1
        return edgesUpToCode and 1 == 1
    }

    private fun allBits(): LongArray {
        val bits = LongArray(UNITS / WORD)
        for (run in edges.indices step 2) {
            for (code in edges[run] until edges[run + 1]) {
                bits[code shr WORD_SHIFT] = bits[code shr WORD_SHIFT] or (1L shl code)
            }
        }
        return bits
    }

    private fun bits(from: Int): Long {
        var bits = 0L
        for (offset in 0 until WORD) if (runContains(from + offset)) bits = bits or (1L shl offset)
        return bits
    }

    /** Collects ranges in any order. */
    class Builder {
        private val ranges = ArrayList<Long>()

        fun add(unit: Char): Builder = add(unit, unit)

        fun add(first: Char, last: Char): Builder = apply {
            ranges.add(first.code.toLong() shl RANGE_SHIFT or last.code.toLong())
        }

        fun add(set: CharSet): Builder = apply {
            for (run in set.edges.indices step 2) add(set.edges[run].toChar(), (set.edges[run + 1] - 1).toChar())
        }

        /** Adds every unit that equals one of the range when case is ignored. */
        fun addIgnoringCase(first: Char, last: Char): Builder = apply {
            CaseTable.forEachEquivalent(first, last) { from, to -> add(from, to) }
        }

        fun build(): CharSet {
            ranges.sort()
            val edges = IntList()
            var end = -1
            for (range in ranges) {
                val first = (range ushr RANGE_SHIFT).toInt()
                val after = (range and RANGE_MASK).toInt() + 1
                if (first > end) {
                    if (end >= 0) edges.add(end)
                    edges.add(first)
                }
                end = maxOf(end, after)
            }
            if (end >= 0) edges.add(end)
            return CharSet(edges.toIntArray())
        }
    }

    companion object {
        private const val WORD = 64
        private const val WORD_SHIFT = 6
        private const val MAX_SEARCHED_EDGES = 8
        private const val ASCII_END = 128
        private const val UNITS = 0x10000
        private const val RANGE_SHIFT = 32
        private const val RANGE_MASK = 0xFFFFFFFFL

        val DIGIT: CharSet = Builder().add('0', '9').build()
        val WORD_UNIT: CharSet = Builder().add('0', '9').add('A', 'Z').add('a', 'z').add('_').build()
        val SPACE: CharSet = Builder().add('\u0009', '\u000D').add(' ').add('\u00A0').add('\u1680')
            .add('\u2000', '\u200A').add('\u2028', '\u2029').add('\u202F').add('\u205F').add('\u3000').add('\uFEFF')
            .build()
        val NO_LINE_END: CharSet =
            Builder().add('\n').add('\r').add('\u2028', '\u2029').build().inverted()
        val NOT_DIGIT: CharSet = DIGIT.inverted()
        val NOT_WORD_UNIT: CharSet = WORD_UNIT.inverted()
        val NOT_SPACE: CharSet = SPACE.inverted()

        /** The set of [unit] and the units that differ from it in case only. */
        fun ignoringCase(unit: Char): CharSet = Builder().addIgnoringCase(unit, unit).build()
    }
}
