package com.convert.sdk.internal.ecmascript.regex

/** Works out the table of a [BitProgram]: what can be reached from where in each context without taking a unit. */
internal class BitClosures(private val program: LinearProgram, private val conditions: List<BitCondition>) {
    /** For every condition instruction the bit of its condition. */
    private val bits = IntArray(program.size) { instruction ->
        val condition = BitCondition.of(program, instruction)
        if (condition == null) 0 else 1 shl conditions.indexOf(condition)
    }
    private val pending = IntArray(program.size)
    private val seen = BooleanArray(program.size)
    private var pendingCount = 0

    fun table(): LongArray {
        val contexts = 1 shl conditions.size
        val units = program.operations.indices.filter { program.operations[it] == LinearProgram.UNITS }
        val rows = units.map { it + 1 } + 0
        return LongArray(rows.size * contexts) { reached(rows[it / contexts], it % contexts) }
    }

    private fun reached(first: Int, context: Int): Long {
        seen.fill(false)
        push(first)
        var reached = 0L
        while (pendingCount > 0) {
            val next = pending[--pendingCount]
            when (program.operations[next]) {
                LinearProgram.UNITS -> reached = reached or (1L shl program.operands[next])
                LinearProgram.MATCH -> reached = reached or BitProgram.MATCH
                LinearProgram.JUMP -> push(program.operands[next])
                LinearProgram.FORK -> {
                    push(program.operands[next])
                    push(next + 1)
                }
                else -> if (holds(next, context)) push(next + 1)
            }
        }
        return reached
    }

    private fun holds(instruction: Int, context: Int): Boolean {
        val operation = program.operations[instruction]
        val isNegative = operation == LinearProgram.NO_LOOK || operation == LinearProgram.NO_WORD_EDGE
        return (context and bits[instruction] != 0) != isNegative
    }

    private fun push(instruction: Int) {
        if (seen[instruction]) return
        seen[instruction] = true
        pending[pendingCount++] = instruction
    }
}
