package com.convert.sdk.internal.ecmascript.regex

/**
 * Instructions for the backtracking matcher: [code] holds each operation with its operands behind it. [registers] start
 * at -1: two for every group (where it starts and ends), then what loops and lookarounds need.
 */
internal class BacktrackProgram(
    val code: IntArray,
    val sets: Array<CharSet>,
    val registers: Int,
    val prefilter: Prefilter,
) {
    companion object {
        /** set, direction. */
        const val UNIT: Int = 0

        /** set, direction, min, max, greedy: a loop over one unit, which needs no step a turn. */
        const val RUN: Int = 1

        /** Where to go on when what follows fails. */
        const val FORK: Int = 2

        /** Target. */
        const val JUMP: Int = 3

        /** Register that takes the position. */
        const val SAVE: Int = 4

        /** First register to clear, register after the last. */
        const val CLEAR: Int = 5

        /** Counter to set to zero. */
        const val ZERO: Int = 6

        /** Counter, min, max, greedy, exit: decides about another turn. */
        const val LOOP: Int = 7

        /** Counter, which a turn of the loop increments. */
        const val COUNT: Int = 8

        /** Register with the position at the turn's start, counter, min: an empty turn beyond the minimum fails. */
        const val TURN_END: Int = 9

        /** Group, direction. */
        const val REFERENCE: Int = 10
        const val START: Int = 11
        const val END: Int = 12
        const val WORD_EDGE: Int = 13
        const val NO_WORD_EDGE: Int = 14

        /** First of two registers that keep what the end of the lookaround restores. */
        const val LOOK: Int = 15
        const val LOOK_END: Int = 16

        /** Register, where to go on when the body fails. */
        const val NO_LOOK: Int = 17
        const val NO_LOOK_END: Int = 18
        const val MATCH: Int = 19

        const val FORWARD: Int = 1
        const val BACKWARD: Int = -1
    }
}
