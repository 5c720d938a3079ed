package com.convert.sdk.internal.ecmascript.regex

/**
 * Instructions of a pattern without back references, every counted loop written out. Instruction `n` is
 * [operations]`[n]` with [operands]`[n]`; all but [JUMP] and [MATCH] go on with the next one, [FORK] also with its
 * operand.
 */
internal class LinearProgram(
    val operations: ByteArray,
    val operands: IntArray,
    val sets: Array<CharSet>,
    val isBackward: Boolean,
) {
    val size: Int get() = operations.size

    companion object {
        const val UNITS: Byte = 0
        const val FORK: Byte = 1
        const val JUMP: Byte = 2
        const val START: Byte = 3
        const val END: Byte = 4
        const val WORD_EDGE: Byte = 5
        const val NO_WORD_EDGE: Byte = 6
        const val LOOK: Byte = 7
        const val NO_LOOK: Byte = 8
        const val MATCH: Byte = 9

        /** Longest program, which bounds the memory of one test: it needs a few ints an instruction. */
        const val MAX_SIZE: Long = 4_000
    }
}

/**
 * A whole pattern for the linear matcher. Each lookaround is a program of its own that runs against the lookaround's
 * direction: its matches, begun everywhere, end exactly where the lookaround holds.
 */
internal class LinearPattern(val main: LinearProgram, val looks: List<LinearLookaround?>, val prefilter: Prefilter)

/** [inner] are the numbers of the lookarounds within this one. */
internal class LinearLookaround(val program: LinearProgram, val inner: IntRange)
