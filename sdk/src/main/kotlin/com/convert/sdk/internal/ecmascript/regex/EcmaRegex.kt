package com.convert.sdk.internal.ecmascript.regex

/**
 * A regular expression as `new RegExp(pattern, "i")` of Node 20 reads and matches it, bounded in time.
 *
 * A pattern is read into a tree ([PatternParser]) and compiled once, to the first of these that can hold it:
 * - [BitMatcher]: no back references, few units. Advances all ways to match together as bits, so it is linear.
 * - [LinearMatcher]: the same for patterns of any length.
 * - [BacktrackMatcher]: back references, or counts too large to write out. Tries one way after the other.
 *
 * All three count steps against a [StepBudget], and none uses the thread's stack for what depends on the input.
 * Instances are immutable; every test has its own working memory.
 */
internal class EcmaRegex private constructor(private val engine: Engine) {
    private fun interface Engine {
        fun matches(input: String, budget: StepBudget): Boolean
    }

    fun test(input: String): RegexOutcome = test(input, StepBudget())

    fun test(input: String, budget: StepBudget): RegexOutcome {
        val matches = engine.matches(input, budget)
        return when {
            budget.isExhausted -> RegexOutcome.CUT_SHORT
            matches -> RegexOutcome.MATCH
            else -> RegexOutcome.NO_MATCH
        }
    }

    companion object {
        /** The compiled [pattern], or null where `new RegExp` throws or groups nest deeper than is sensible. */
        fun compile(pattern: String): EcmaRegex? = try {
            val parser = PatternParser(pattern)
            EcmaRegex(engine(parser.parse(), parser.groupCount))
        } catch (_: InvalidPatternException) {
            null
        }

        private fun engine(root: Node, groups: Int): Engine {
            if (root.hasBackReference || root.unrolledSize > LinearProgram.MAX_SIZE) {
                val program = BacktrackCompiler(groups).compile(root)
                return Engine { input, budget -> BacktrackMatcher(program, input, budget).matches() }
            }
            val pattern = LinearCompiler().compile(root)
            val bits = BitMatcher.of(pattern)
            if (bits != null) return Engine(bits::matches)
            return Engine { input, budget -> LinearMatcher(pattern, input, budget).matches() }
        }
    }
}
