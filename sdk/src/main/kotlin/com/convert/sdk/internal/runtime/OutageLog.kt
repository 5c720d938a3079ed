package com.convert.sdk.internal.runtime

import org.slf4j.Logger
import java.util.concurrent.atomic.AtomicReference
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/**
 * Keeps a lasting failure from filling the log: one warning when it starts, one line when it ends that says how long
 * it took and how often it failed, and debug lines between. Safe for any number of threads.
 */
internal class OutageLog(
    private val log: Logger,
    private val subject: String,
    private val time: TimeSource = TimeSource.Monotonic,
) {
    private val episode = AtomicReference<Episode?>()

    /** [reason] must be safe to log. */
    fun failed(reason: String) {
        val begun = episode.updateAndGet { it?.next() ?: Episode(time.markNow(), failures = 1) } ?: return
        if (begun.failures == 1L) log.warn(FAILED, subject, reason) else log.debug(FAILED_AGAIN, subject, reason)
    }

    /** [cost] says what the outage cost, such as how many events were dropped. */
    fun succeeded(cost: () -> String = { "no events lost" }) {
        if (episode.get() == null) return
        val ended = episode.getAndSet(null) ?: return
        log.info(RECOVERED, subject, ended.start.elapsedNow(), ended.attempts, cost())
    }

    private class Episode(val start: TimeMark, val failures: Long) {
        val attempts: String get() = if (failures == 1L) "1 failed attempt" else "$failures failed attempts"

        fun next() = Episode(start, failures + 1)
    }

    private companion object {
        const val FAILED = "{} failed: {}"
        const val FAILED_AGAIN = "{} failed again: {}"
        const val RECOVERED = "{} recovered after {}, {}, {}"
    }
}
