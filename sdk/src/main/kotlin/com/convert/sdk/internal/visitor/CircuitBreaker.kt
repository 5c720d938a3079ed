package com.convert.sdk.internal.visitor

import com.convert.sdk.BreakerState
import kotlin.time.ComparableTimeMark
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/**
 * Leaves something alone that keeps failing.
 *
 * ```
 * closed --[failures] in a row--> open --its time is over--> half open: one call tries
 *    ^                              ^                          |        |
 *    |                              +---------it fails---------+        |
 *    +-------------------------------it succeeds------------------------+
 * ```
 *
 * It is open for [shortest] at first, and twice as long after each try that failed, up to [longest]. Safe for any
 * number of threads; nothing in it waits.
 */
internal class CircuitBreaker(
    private val time: TimeSource.WithComparableMarks,
    private val failures: Int = 5,
    val shortest: Duration = 5.seconds,
    private val longest: Duration = 30.seconds,
) {
    private var failed = 0
    private var openFor = Duration.ZERO
    private var openUntil: ComparableTimeMark? = null
    private var trial: Pass? = null

    val state: BreakerState
        @Synchronized get() {
            val until = openUntil ?: return BreakerState.CLOSED
            return if (trial != null || time.markNow() >= until) BreakerState.HALF_OPEN else BreakerState.OPEN
        }

    /** The right to one call, whose outcome has to be told; `null` when none may be made now. */
    @Synchronized
    fun admit(): Pass? {
        val until = openUntil ?: return Pass()
        if (trial != null || time.markNow() < until) return null
        return Pass().also { trial = it }
    }

    /** Whether this ended a time of leaving alone. The outcome of a call that began before that time is ignored. */
    @Synchronized
    fun succeeded(pass: Pass): Boolean {
        if (openUntil != null && pass !== trial) return false
        val wasOpen = openUntil != null
        failed = 0
        openFor = Duration.ZERO
        openUntil = null
        trial = null
        return wasOpen
    }

    /** For how long it is left alone from now on; `null` when this changed nothing. */
    @Synchronized
    fun failed(pass: Pass): Duration? {
        if (openUntil != null && pass !== trial) return null
        if (openUntil == null && ++failed < failures) return null
        openFor = (openFor * 2).coerceIn(shortest, longest)
        openUntil = time.markNow() + openFor
        trial = null
        return openFor
    }

    /** The call was given up by its caller, and says nothing: the next one may try. */
    @Synchronized
    fun abandoned(pass: Pass) {
        if (pass === trial) trial = null
    }

    class Pass
}
