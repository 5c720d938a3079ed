package com.convert.sdk.internal.ecmascript.regex

/** One pass of a program over the input, from the start or, for a backward program, from the end. */
internal class LinearSweep(private val program: LinearProgram, private val matcher: LinearMatcher) {
    private val input = matcher.input

    /** For every instruction the last step at which it was reached, counted from 1. */
    private val reachedAt = IntArray(program.size)
    private val pending = IntArray(program.size)
    private var pendingCount = 0

    /** The [LinearProgram.UNITS] instructions that the next unit is put to. */
    private var waiting = IntArray(program.sets.size)
    private var waitingBefore = IntArray(program.sets.size)
    private var waitingCount = 0

    private var step = 0
    private var visits = 0

    private val position: Int get() = if (program.isBackward) input.length - step else step

    fun matches(prefilter: Prefilter): Boolean {
        val units = if (prefilter.isAnchored) null else prefilter.units
        while (true) {
            if (waitingCount == 0 && units != null) step = units.nextIn(input, step)
            if ((step == 0 || !prefilter.isAnchored) && reach(0)) return true
            if (step == input.length || !pay()) return false
            if (waitingCount == 0 && prefilter.isAnchored) return false
            if (advance()) return true
        }
    }

    /** A bit for every position where a match begun anywhere ends. */
    fun ends(): LongArray {
        val ends = LongArray((input.length shr WORD_SHIFT) + 1)
        var isEnd = reach(0)
        while (true) {
            if (isEnd) mark(position, ends)
            if (step == input.length || !pay()) return ends
            isEnd = advance()
            isEnd = reach(0) || isEnd
        }
    }

    private fun mark(position: Int, bits: LongArray) {
        val word = position shr WORD_SHIFT
        bits[word] = bits[word] or (1L shl position)
    }

    private fun pay(): Boolean = matcher.budget.spend(visits).also { visits = 0 }

    /** Takes one unit, and tells whether that ends a match. */
    private fun advance(): Boolean {
        val unit = if (program.isBackward) input[input.length - 1 - step] else input[step]
        val advancing = waiting.also { waiting = waitingBefore }
        waitingBefore = advancing
        val count = waitingCount
        waitingCount = 0
        step++
        visits += count + 1
        var isMatch = false
        for (index in 0 until count) {
            val instruction = advancing[index]
            if (unit in program.sets[program.operands[instruction]] && reach(instruction + 1)) isMatch = true
        }
        return isMatch
    }

    /** Follows [instruction] to all that can be reached without a unit, and tells whether a match is among it. */
    private fun reach(instruction: Int): Boolean {
        var isMatch = false
        push(instruction)
        while (pendingCount > 0) {
            val next = pending[--pendingCount]
            visits++
            when (val operation = program.operations[next]) {
                LinearProgram.UNITS -> waiting[waitingCount++] = next
                LinearProgram.MATCH -> isMatch = true
                LinearProgram.JUMP -> push(program.operands[next])
                LinearProgram.FORK -> {
                    push(program.operands[next])
                    push(next + 1)
                }
                else -> if (holds(operation, program.operands[next])) push(next + 1)
            }
        }
        return isMatch
    }

    private fun push(instruction: Int) {
        if (reachedAt[instruction] == step + 1) return
        reachedAt[instruction] = step + 1
        pending[pendingCount++] = instruction
    }

    private fun holds(operation: Byte, look: Int): Boolean = when (operation) {
        LinearProgram.START -> position == 0
        LinearProgram.END -> position == input.length
        LinearProgram.WORD_EDGE -> input.isWordEdge(position)
        LinearProgram.NO_WORD_EDGE -> !input.isWordEdge(position)
        LinearProgram.LOOK -> matcher.holds(look, position)
        else -> !matcher.holds(look, position)
    }

    companion object {
        const val WORD_SHIFT: Int = 6
    }
}

/** Whether exactly one of the units around [position] belongs to a word. */
internal fun String.isWordEdge(position: Int): Boolean {
    val before = position > 0 && this[position - 1] in CharSet.WORD_UNIT
    val after = position < length && this[position] in CharSet.WORD_UNIT
    return before != after
}
