package com.convert.sdk.internal.runtime.retry

import kotlin.time.ComparableTimeMark
import kotlin.time.Duration
import kotlin.time.TimeSource

/** When the next attempt may be made. Not safe for several threads: the loop that makes the attempts owns it. */
internal class RetrySchedule(private val backoff: Backoff, private val time: TimeSource.WithComparableMarks) {
    private var next: ComparableTimeMark? = null
    private var notBefore: ComparableTimeMark? = null

    /** Failures since the last success. */
    var failures = 0
        private set

    /** Time until the next attempt; zero when it may be made now. */
    val wait: Duration get() = remaining(next)

    /** The part of [wait] that the service itself asked for. */
    val held: Duration get() = remaining(notBefore)

    /**
     * Notes a failure. [attempt] says how far up the back-off goes, where that is not the number of [failures]. A wait
     * that the service names takes the place of the back-off, with the jitter of a first one on top; naming none, or a
     * time that is over, leaves the back-off, so that such a service is not asked without a pause.
     */
    fun failed(retryAfter: Duration?, attempt: Int? = null) {
        failures++
        val now = time.markNow()
        notBefore = retryAfter?.takeIf { it.isPositive() }?.let { now + it }
        next = notBefore?.plus(backoff.wait(1)) ?: (now + backoff.wait(attempt ?: failures))
    }

    /** The service asks for a wait once more, in the answer to a request that failed beside another one. */
    fun hold(retryAfter: Duration?) {
        val until = retryAfter?.let { time.markNow() + it } ?: return
        notBefore = notBefore?.let { maxOf(it, until) } ?: until
        next = next?.let { maxOf(it, until) } ?: until
    }

    fun succeeded() {
        failures = 0
    }

    /** Someone waits for the next attempt: skips what is left of the back-off, but not what the service asked for. */
    fun skipBackoff() {
        next = notBefore
    }

    private fun remaining(mark: ComparableTimeMark?): Duration =
        mark?.let { -it.elapsedNow() }?.coerceAtLeast(Duration.ZERO) ?: Duration.ZERO
}
