package com.convert.sdk.test

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/**
 * One of the two services that the SDK talks to, and how it does. Answers at once and well until told otherwise; what
 * it is told holds for the requests that arrive from then on, from any thread.
 */
public class Endpoint internal constructor(private val name: String) {
    private val condition = MutableStateFlow(Condition())
    private val arrived = AtomicInteger()

    /** Requests that arrived so far, those that failed too. */
    public val requests: Int get() = arrived.get()

    internal val isWell: Boolean get() = condition.value.run { failures == 0 && !hangs }

    /** Fails every request with HTTP status 503 until [recover]. */
    public fun fail(): Unit = fail(UNAVAILABLE)

    /**
     * Fails every request with HTTP [status] until [recover]. Deliveries that fail with 408, 429 or 5xx are tried
     * again; other 4xx drop the events.
     */
    public fun fail(status: Int): Unit = failNext(Int.MAX_VALUE, status)

    /** Fails the next [times] requests with HTTP [status], and recovers by itself. */
    public fun failNext(times: Int, status: Int) {
        require(times > 0) { "times must be at least 1, was $times" }
        require(status in FAILURES) { "status must be from 300 to 599, was $status" }
        condition.value = condition.value.copy(failures = times, status = status)
    }

    /** Answers no request at all, as a broken connection, until [recover]. */
    public fun disconnect() {
        condition.value = condition.value.copy(failures = Int.MAX_VALUE, status = null)
    }

    /** Takes [time] for each answer until [recover]. */
    public fun slow(time: Duration) {
        require(!time.isNegative()) { "time must not be negative, was $time" }
        condition.value = condition.value.copy(pause = time)
    }

    /** Takes [time] for each answer until [recover]. */
    public fun slow(time: java.time.Duration): Unit = slow(time.toKotlinDuration())

    /** Keeps every request waiting until [recover], which answers them well. */
    public fun hang() {
        condition.value = condition.value.copy(hangs = true)
    }

    /** Answers at once and well again. */
    public fun recover() {
        condition.value = Condition()
    }

    /** Waits as told, and gives the status to fail with; `null` for none. */
    internal suspend fun admit(): Int? {
        arrived.incrementAndGet()
        condition.first { !it.hangs }
        delay(condition.value.pause)
        val now = take()
        if (now.failures == 0) return null
        return now.status ?: throw IOException("the test has cut the connection of $name")
    }

    /** The condition that holds for one request, which uses up one failure. */
    private fun take(): Condition {
        while (true) {
            val now = condition.value
            if (now.failures == 0 || now.failures == Int.MAX_VALUE) return now
            if (condition.compareAndSet(now, now.copy(failures = now.failures - 1))) return now
        }
    }

    override fun toString(): String = "Endpoint($name, ${condition.value}, requests=$requests)"

    private data class Condition(
        val failures: Int = 0,
        val status: Int? = null,
        val pause: Duration = Duration.ZERO,
        val hangs: Boolean = false,
    )

    private companion object {
        const val UNAVAILABLE = 503
        val FAILURES = 300..599
    }
}
