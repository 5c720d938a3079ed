package com.convert.sdk.internal.runtime.retry

/** How many attempts in a row may fail before someone who waits for the outcome is told. Progress refills it. */
internal class RetryBudget(private val attempts: Int) {
    /** Failures since the last progress. */
    var spent = 0
        private set

    val isExhausted: Boolean get() = spent >= attempts

    fun spend() {
        spent++
    }

    fun refill() {
        spent = 0
    }
}
