package com.convert.sdk.internal.ecmascript.regex

/**
 * The work one test may do, counted in steps rather than measured by a clock, so that the same pattern and input
 * always get the same outcome. Not thread-safe: every test has its own.
 */
internal class StepBudget(private val limit: Int = DEFAULT_LIMIT) {
    /** Steps taken so far, never more than the limit. */
    var spent: Int = 0
        private set

    var isExhausted: Boolean = false
        private set

    /** Takes [steps] if that many are left; otherwise the budget is exhausted and the answer is false. */
    fun spend(steps: Int): Boolean {
        if (isExhausted || steps > limit - spent) {
            isExhausted = true
            return false
        }
        spent += steps
        return true
    }

    /** Ends the test for another reason than its steps, such as the memory that backtracking would need. */
    fun exhaust() {
        isExhausted = true
    }

    companion object {
        /** Measured: the dearest steps take some 10 ns on an ordinary core, so this many stay well under 10 ms. */
        const val DEFAULT_LIMIT: Int = 500_000
    }
}
