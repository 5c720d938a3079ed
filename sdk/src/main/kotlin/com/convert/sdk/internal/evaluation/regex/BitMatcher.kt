package com.convert.sdk.internal.evaluation.regex

/**
 * The short form of the linear matcher for programs of few units and no conditions but `^` and `$`, which most patterns
 * are: the instructions that wait for a unit are bits of one word, and a test allocates nothing.
 */
internal class BitMatcher private constructor(private val sets: Array<CharSet>, closures: Closures) {
    /** What waits after each unit instruction; [MATCH] and [MATCH_AT_END] may be among it. */
    private val following = LongArray(sets.size) { closures.after(it) }
    private val atStart = closures.atStart()
    private val anywhere = closures.anywhere()

    /** For every ASCII unit the instructions that take it. */
    private val takers = LongArray(ASCII_END) { takers(it.toChar()) }

    fun matches(input: String, budget: StepBudget): Boolean {
        var waiting = atStart
        for (index in input.indices) {
            if (waiting and MATCH != 0L) return true
            val code = input[index].code
            val advancing = waiting and if (code < ASCII_END) takers[code] else takers(input[index])
            if (!budget.spend(1 + advancing.countOneBits())) return false
            waiting = anywhere or after(advancing)
            if (waiting == 0L) return false
        }
        return waiting and (MATCH or MATCH_AT_END) != 0L
    }

    private fun after(advancing: Long): Long {
        var rest = advancing
        var waiting = 0L
        while (rest != 0L) {
            waiting = waiting or following[rest.countTrailingZeroBits()]
            rest = rest and rest - 1
        }
        return waiting
    }

    private fun takers(unit: Char): Long {
        var takers = 0L
        for (index in sets.indices) if (unit in sets[index]) takers = takers or (1L shl index)
        return takers
    }

    /** Works out, for the constructor, what can be reached without a unit. */
    private class Closures(private val program: LinearProgram) {
        private val instructions = program.operations.indices.filter { program.operations[it] == LinearProgram.UNITS }

        fun after(unit: Int): Long = closure(instructions[unit] + 1, isStart = false)

        fun atStart(): Long = closure(0, isStart = true)

        fun anywhere(): Long = closure(0, isStart = false)

        private fun closure(first: Int, isStart: Boolean): Long {
            val here = reached(first, isStart, isEnd = false)
            val isMatchAtEnd = reached(first, isStart, isEnd = true) and MATCH != 0L
            return if (isMatchAtEnd) here or MATCH_AT_END else here
        }

        private fun reached(first: Int, isStart: Boolean, isEnd: Boolean): Long {
            var reached = 0L
            val seen = BooleanArray(program.size)
            val pending = ArrayDeque(listOf(first))
            while (pending.isNotEmpty()) {
                val next = pending.removeLast()
                if (seen[next]) continue
                seen[next] = true
                when (program.operations[next]) {
                    LinearProgram.UNITS -> reached = reached or (1L shl program.operands[next])
                    LinearProgram.MATCH -> reached = reached or MATCH
                    LinearProgram.JUMP -> pending.add(program.operands[next])
                    LinearProgram.START -> if (isStart) pending.add(next + 1)
                    LinearProgram.END -> if (isEnd) pending.add(next + 1)
                    else -> pending.addAll(listOf(program.operands[next], next + 1))
                }
            }
            return reached
        }
    }

    companion object {
        private const val ASCII_END = 128
        private const val MATCH = Long.MIN_VALUE
        private const val MATCH_AT_END = 1L shl 62
        private const val MAX_UNITS = 62

        /** The matcher of [pattern], or null if it is not of this simple kind. */
        fun of(pattern: LinearPattern): BitMatcher? {
            val program = pattern.main
            val isSimple = program.operations.all { it < LinearProgram.WORD_EDGE || it == LinearProgram.MATCH }
            if (!isSimple || program.sets.size > MAX_UNITS) return null
            return BitMatcher(program.sets, Closures(program))
        }
    }
}
