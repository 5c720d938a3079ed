package com.convert.sdk.internal.ecmascript.regex

/** Runs a [BacktrackProgram] over one input, trying one way after the other in the order ECMAScript prescribes. */
internal class BacktrackMatcher(
    private val program: BacktrackProgram,
    private val input: String,
    private val budget: StepBudget,
) {
    private val code = program.code
    private val stack = BacktrackStack(program.registers)

    /** The next instruction, or [FAILED]. */
    private var at = 0
    private var position = 0

    fun matches(): Boolean {
        val lastStart = if (program.prefilter.isAnchored) 0 else input.length
        for (start in 0..lastStart) {
            val first = program.prefilter.units
            val canStart = first == null || start < input.length && input[start] in first
            if (canStart && matchesFrom(start)) return true
            if (budget.isExhausted) return false
        }
        return false
    }

    private fun matchesFrom(start: Int): Boolean {
        at = 0
        position = start
        while (budget.spend(1)) {
            if (at == FAILED && !backtrack()) return false
            if (at != FAILED && code[at] == BacktrackProgram.MATCH) return true
            if (at != FAILED) step()
            if (stack.isFull) budget.exhaust()
        }
        return false
    }

    private fun step() {
        when (code[at]) {
            BacktrackProgram.UNIT -> unit()
            BacktrackProgram.RUN -> run()
            BacktrackProgram.FORK -> fork()
            BacktrackProgram.JUMP -> at = code[at + 1]
            BacktrackProgram.SAVE -> assign(code[at + 1], position)
            BacktrackProgram.CLEAR -> clear()
            BacktrackProgram.ZERO -> assign(code[at + 1], 0)
            BacktrackProgram.LOOP -> loop()
            BacktrackProgram.COUNT -> assign(code[at + 1], stack[code[at + 1]] + 1)
            BacktrackProgram.TURN_END -> turnEnd()
            BacktrackProgram.REFERENCE -> reference()
            BacktrackProgram.LOOK -> look()
            BacktrackProgram.LOOK_END -> lookEnd()
            BacktrackProgram.NO_LOOK -> noLook()
            BacktrackProgram.NO_LOOK_END -> noLookEnd()
            else -> at = if (holds()) at + 1 else FAILED
        }
    }

    private fun backtrack(): Boolean {
        if (!stack.pop()) return false
        when (stack.kind) {
            BacktrackStack.WAY -> goOn(stack.instruction, stack.position)
            BacktrackStack.SHRINK -> shrink(stack.instruction, stack.position, stack.limit)
            else -> grow(stack.instruction, stack.position, stack.limit)
        }
        return true
    }

    private fun goOn(instruction: Int, position: Int) {
        at = instruction
        this.position = position
    }

    private fun assign(register: Int, value: Int) {
        stack[register] = value
        at += 2
    }

    /** Whether the unit ahead in [direction] is there and in [set]. */
    private fun takes(set: CharSet, position: Int, direction: Int): Boolean {
        val index = if (direction == BacktrackProgram.FORWARD) position else position - 1
        return index in input.indices && input[index] in set
    }

    private fun unit() {
        val direction = code[at + 2]
        if (!takes(program.sets[code[at + 1]], position, direction)) {
            at = FAILED
            return
        }
        position += direction
        at += UNIT_LENGTH
    }

    private fun run() {
        val isGreedy = code[at + 5] == 1
        val min = code[at + 3]
        val start = position
        val taken = take(if (isGreedy) code[at + 4] else min)
        if (taken < min) {
            at = FAILED
        } else if (isGreedy) {
            val limit = start + min * code[at + 2]
            at += RUN_LENGTH
            if (position != limit) stack.push(BacktrackStack.SHRINK, at, position, limit)
        } else {
            if (code[at + 4] > min) stack.push(BacktrackStack.GROW, at, position, code[at + 4] - min)
            at += RUN_LENGTH
        }
    }

    /** Takes up to [max] units of the run at hand, and gives their number. */
    private fun take(max: Int): Int {
        val set = program.sets[code[at + 1]]
        val start = position
        val taken = if (code[at + 2] == BacktrackProgram.FORWARD) {
            val end = if (max < input.length - start) start + max else input.length
            while (position < end && input[position] in set) position++
            position - start
        } else {
            val end = if (max < start) start - max else 0
            while (position > end && input[position - 1] in set) position--
            start - position
        }
        budget.spend(taken / UNITS_PER_STEP)
        return taken
    }

    private fun shrink(instruction: Int, position: Int, limit: Int) {
        val shorter = if (position > limit) position - 1 else position + 1
        if (shorter != limit) stack.push(BacktrackStack.SHRINK, instruction, shorter, limit)
        goOn(instruction, shorter)
    }

    private fun grow(instruction: Int, position: Int, turns: Int) {
        val direction = code[instruction + 2]
        if (!takes(program.sets[code[instruction + 1]], position, direction)) {
            at = FAILED
            return
        }
        if (turns > 1) stack.push(BacktrackStack.GROW, instruction, position + direction, turns - 1)
        goOn(instruction + RUN_LENGTH, position + direction)
    }

    private fun fork() {
        stack.push(BacktrackStack.WAY, code[at + 1], position, 0)
        at += 2
    }

    private fun clear() {
        for (register in code[at + 1] until code[at + 2]) stack[register] = -1
        budget.spend((code[at + 2] - code[at + 1]) / UNITS_PER_STEP)
        at += CLEAR_LENGTH
    }

    private fun loop() {
        val count = stack[code[at + 1]]
        val body = at + LOOP_LENGTH
        val exit = code[at + 5]
        val isGreedy = code[at + 4] == 1
        when {
            count < code[at + 2] -> at = body
            count >= code[at + 3] && code[at + 3] != Node.Bounds.UNLIMITED -> at = exit
            else -> {
                stack.push(BacktrackStack.WAY, if (isGreedy) exit else body, position, 0)
                at = if (isGreedy) body else exit
            }
        }
    }

    private fun turnEnd() {
        val isEmpty = stack[code[at + 1]] == position
        val isBeyondMinimum = stack[code[at + 2]] > code[at + 3]
        at = if (isEmpty && isBeyondMinimum) FAILED else at + TURN_END_LENGTH
    }

    /** A group that did not take part matches the empty string. */
    private fun reference() {
        val start = stack[2 * code[at + 1]]
        val end = stack[2 * code[at + 1] + 1]
        val direction = code[at + 2]
        at += REFERENCE_LENGTH
        if (start < 0 || end < 0) return
        val length = end - start
        val from = if (direction == BacktrackProgram.FORWARD) position else position - length
        if (from < 0 || from + length > input.length || !isSame(start, from, length)) at = FAILED
        position += length * direction
    }

    private fun isSame(first: Int, second: Int, length: Int): Boolean {
        var steps = length / UNITS_PER_STEP
        var offset = 0
        while (offset < length) {
            val one = input[first + offset]
            val other = input[second + offset]
            if (one != other) {
                if (CaseTable.canonicalize(one) != CaseTable.canonicalize(other)) break
                steps += STEPS_PER_CASE_LOOKUP
            }
            offset++
        }
        budget.spend(steps)
        return offset == length
    }

    private fun holds(): Boolean = when (code[at]) {
        BacktrackProgram.START -> position == 0
        BacktrackProgram.END -> position == input.length
        BacktrackProgram.WORD_EDGE -> input.isWordEdge(position)
        else -> !input.isWordEdge(position)
    }

    private fun look() {
        val register = code[at + 1]
        stack[register + 1] = position
        stack[register] = stack.size
        at += 2
    }

    /** What the body captured stays, the other ways through it do not. */
    private fun lookEnd() {
        val register = code[at + 1]
        position = stack[register + 1]
        budget.spend((stack.size - stack[register]) / UNITS_PER_STEP)
        stack.commit(stack[register])
        at += 2
    }

    private fun noLook() {
        val register = code[at + 1]
        val height = stack.size
        stack.push(BacktrackStack.WAY, code[at + 2], position, 0)
        stack[register] = height
        at += NO_LOOK_LENGTH
    }

    /** The body matched, so nothing it did counts, and the lookaround fails. */
    private fun noLookEnd() {
        stack.unwind(stack[code[at + 1]])
        at = FAILED
    }

    private companion object {
        const val FAILED = -1
        const val UNIT_LENGTH = 3
        const val RUN_LENGTH = 6
        const val CLEAR_LENGTH = 3
        const val LOOP_LENGTH = 6
        const val TURN_END_LENGTH = 4
        const val REFERENCE_LENGTH = 3
        const val NO_LOOK_LENGTH = 3

        /** Plain scanning is that much cheaper than a step. */
        const val UNITS_PER_STEP = 4
        const val STEPS_PER_CASE_LOOKUP = 4
    }
}
