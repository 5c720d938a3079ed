package com.convert.sdk.internal.ecmascript.regex

/**
 * A small [LinearProgram] in which the instructions that wait for a unit are bits of one word. What waits after a unit
 * is looked up: the table has a row for every unit instruction and one for the beginning of a match, and in each row an
 * entry for every context, that is for every combination of the conditions the program asks, such as `^` or `\b`.
 */
internal class BitProgram private constructor(program: LinearProgram, conditions: List<BitCondition>) {
    val isBackward: Boolean = program.isBackward

    /** The bit in a context of each condition; zero for those that the program does not ask. */
    val startBit: Int = bit(conditions.indexOfFirst { it.operation == LinearProgram.START })
    val endBit: Int = bit(conditions.indexOfFirst { it.operation == LinearProgram.END })
    val wordEdgeBit: Int = bit(conditions.indexOfFirst { it.operation == LinearProgram.WORD_EDGE })

    /** For every bit of a context the number of its lookaround, or -1. */
    val looks: IntArray = IntArray(conditions.size) {
        if (conditions[it].operation == LinearProgram.LOOK) conditions[it].operand else -1
    }
    val asksLooks: Boolean = looks.any { it >= 0 }

    private val sets = program.sets
    private val contextBits = conditions.size
    private val following = BitClosures(program, conditions).table()

    /** For every ASCII unit the instructions that take it. */
    private val asciiTakers = LongArray(ASCII_END) { searchedTakers((1L shl sets.size) - 1, it.toChar()) }

    /** What waits where a match may begin; [MATCH] may be among it. */
    fun beginning(context: Int): Long = following[(sets.size shl contextBits) + context]

    /** What waits after all of [taken] took a unit; [MATCH] may be among it. */
    fun after(taken: Long, context: Int): Long {
        var rest = taken
        var waiting = 0L
        while (rest != 0L) {
            waiting = waiting or following[(rest.countTrailingZeroBits() shl contextBits) + context]
            rest = rest and rest - 1
        }
        return waiting
    }

    /** Those of [waiting] that take [unit]. */
    fun takers(waiting: Long, unit: Char): Long =
        if (unit.code < ASCII_END) waiting and asciiTakers[unit.code] else searchedTakers(waiting, unit)

    /** Steps to charge for asking [takers] of [waiting], and for what comes after [taken]. */
    fun steps(waiting: Long, unit: Char, taken: Long): Int =
        1 + taken.countOneBits() + if (unit.code < ASCII_END) 0 else waiting.countOneBits()

    private fun searchedTakers(waiting: Long, unit: Char): Long {
        var rest = waiting and MATCH.inv()
        var takers = 0L
        while (rest != 0L) {
            if (unit in sets[rest.countTrailingZeroBits()]) takers = takers or rest.takeLowestOneBit()
            rest = rest and rest - 1
        }
        return takers
    }

    private fun bit(index: Int): Int = if (index >= 0) 1 shl index else 0

    companion object {
        const val MATCH: Long = Long.MIN_VALUE
        private const val ASCII_END = 128
        private const val MAX_UNITS = 63
        private const val MAX_CONDITIONS = 8
        private const val MAX_TABLE = 1_024

        /** The short form of [program], or null if it is too large for that. */
        fun of(program: LinearProgram): BitProgram? {
            val conditions = program.operations.indices.mapNotNull { BitCondition.of(program, it) }.distinct()
            if (program.sets.size > MAX_UNITS || conditions.size > MAX_CONDITIONS) return null
            if (program.sets.size + 1 shl conditions.size > MAX_TABLE) return null
            return BitProgram(program, conditions)
        }
    }
}

/** What has to hold for an instruction to be passed, apart from whether it or its opposite has to. */
internal data class BitCondition(val operation: Byte, val operand: Int) {
    companion object {
        fun of(program: LinearProgram, instruction: Int): BitCondition? =
            when (val operation = program.operations[instruction]) {
                LinearProgram.START, LinearProgram.END, LinearProgram.WORD_EDGE -> BitCondition(operation, 0)
                LinearProgram.NO_WORD_EDGE -> BitCondition(LinearProgram.WORD_EDGE, 0)
                LinearProgram.LOOK, LinearProgram.NO_LOOK ->
                    BitCondition(LinearProgram.LOOK, program.operands[instruction])
                else -> null
            }
    }
}
