package com.convert.sdk.internal.ecmascript.regex

/**
 * The linear matcher for patterns whose programs all have the short form of a [BitProgram], which most have. One turn
 * of a short loop advances all ways to match by a unit; without lookarounds a test needs no memory of its own.
 */
internal class BitMatcher private constructor(
    private val main: BitProgram,
    private val looks: List<BitProgram?>,
    private val prefilter: Prefilter,
) {
    fun matches(input: String, budget: StepBudget): Boolean {
        val held = if (looks.isEmpty()) NONE_HELD else arrayOfNulls<LongArray>(looks.size)
        // In the order in which they close, so that the inner ones are known to the outer.
        for (look in looks.indices) held[look] = looks[look]?.let { BitSweep(it, input, held).ends(budget) }
        return BitSweep(main, input, held).matches(prefilter, budget)
    }

    companion object {
        private val NONE_HELD = arrayOfNulls<LongArray>(0)

        /** The matcher of [pattern], or null if a program in it is too large. */
        fun of(pattern: LinearPattern): BitMatcher? {
            val main = BitProgram.of(pattern.main) ?: return null
            val looks = pattern.looks.map { look -> look?.let { BitProgram.of(it.program) ?: return null } }
            return BitMatcher(main, looks, pattern.prefilter)
        }
    }
}

/** One pass over the input; [held] has for every lookaround a bit for each position at which it holds. */
private class BitSweep(
    private val program: BitProgram,
    private val input: String,
    private val held: Array<LongArray?>,
) {
    fun matches(prefilter: Prefilter, budget: StepBudget): Boolean {
        val units = if (prefilter.isAnchored) null else prefilter.units
        var taken = 0L
        var position = 0
        while (true) {
            if (taken == 0L && units != null) position = units.nextIn(input, position)
            val context = context(position)
            val waiting = program.after(taken, context) or program.beginning(context)
            if (waiting < 0) return true
            if (position == input.length || waiting == 0L && prefilter.isAnchored) return false
            val unit = input[position++]
            taken = program.takers(waiting, unit)
            if (!budget.spend(program.steps(waiting, unit, taken))) return false
        }
    }

    /** A bit for every position where a match begun anywhere ends. */
    fun ends(budget: StepBudget): LongArray {
        val ends = LongArray((input.length shr WORD_SHIFT) + 1)
        var taken = 0L
        for (step in 0..input.length) {
            val position = if (program.isBackward) input.length - step else step
            val context = context(position)
            val waiting = program.after(taken, context) or program.beginning(context)
            if (waiting < 0) ends[position shr WORD_SHIFT] = ends[position shr WORD_SHIFT] or (1L shl position)
            if (step == input.length) break
            val unit = input[if (program.isBackward) position - 1 else position]
            taken = program.takers(waiting, unit)
            if (!budget.spend(program.steps(waiting, unit, taken))) break
        }
        return ends
    }

    private fun context(position: Int): Int {
        var context = 0
        if (position == 0) context = program.startBit
        if (position == input.length) context = context or program.endBit
        if (program.wordEdgeBit != 0 && input.isWordEdge(position)) context = context or program.wordEdgeBit
        return if (program.asksLooks) context or looksHolding(position) else context
    }

    private fun looksHolding(position: Int): Int {
        var context = 0
        for (bit in program.looks.indices) {
            val ends = if (program.looks[bit] >= 0) held[program.looks[bit]] else null
            val holds = ends != null && ends[position shr WORD_SHIFT] ushr position and 1L != 0L
            if (holds) context = context or (1 shl bit)
        }
        return context
    }

    private companion object {
        const val WORD_SHIFT = 6
    }
}
