package com.convert.sdk.internal.ecmascript.regex

/**
 * Runs a [LinearPattern] over one input. Without back references nothing but the instruction and the position decides
 * what follows, so all ways to match advance together, one unit at a time, and none is walked twice.
 */
internal class LinearMatcher(private val pattern: LinearPattern, val input: String, val budget: StepBudget) {
    /** For every lookaround asked so far, a bit for each position at which its body matches. */
    private val holds = arrayOfNulls<LongArray>(pattern.looks.size)

    fun matches(): Boolean = LinearSweep(pattern.main, this).matches(pattern.prefilter)

    fun holds(look: Int, position: Int): Boolean {
        val bits = holds[look] ?: positions(look)
        return bits[position shr LinearSweep.WORD_SHIFT] ushr position and 1L != 0L
    }

    /** Answers inner lookarounds first, so that their nesting costs no stack. */
    private fun positions(look: Int): LongArray {
        for (inner in checkNotNull(pattern.looks[look]).inner) sweep(inner)
        return checkNotNull(sweep(look))
    }

    private fun sweep(look: Int): LongArray? {
        val program = pattern.looks[look]?.program ?: return null
        return holds[look] ?: LinearSweep(program, this).ends().also { holds[look] = it }
    }
}
