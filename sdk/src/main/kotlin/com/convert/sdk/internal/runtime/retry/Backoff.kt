package com.convert.sdk.internal.runtime.retry

import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/**
 * How long to wait after a failure: exponential with full jitter, so that clients which failed together do not come
 * back together. The first wait is up to [base], each further one up to twice as long, none longer than [ceiling].
 */
internal class Backoff(
    private val random: () -> Double,
    private val base: Duration = 1.seconds,
    private val ceiling: Duration = 5.minutes,
) {
    /** The wait after the failure number [failures], counted from one. */
    fun wait(failures: Int): Duration {
        val doublings = (failures - 1).coerceIn(0, MAX_DOUBLINGS)
        return minOf(base * (1 shl doublings), ceiling) * random()
    }

    private companion object {
        const val MAX_DOUBLINGS = 30
    }
}
