package com.convert.sdk.internal.tracking

import com.convert.sdk.event.ReleaseReason
import kotlin.time.ComparableTimeMark
import kotlin.time.Duration
import kotlin.time.TimeSource

/**
 * When the events behind the [window] are due without being asked for. The flush loop owns it. Events below
 * position [restored] are of an earlier process.
 */
internal class ReleaseTrigger(
    private val queue: EventQueue,
    val window: DeliveryWindow,
    private val settings: TrackingSettings,
    private val time: TimeSource.WithComparableMarks,
    restored: Long,
) {
    /** No unread event was accepted before. */
    private var waitingSince: ComparableTimeMark? = null

    /** Events below this are due whatever their number: an earlier process left them, or they were held. */
    private var owedUpTo = restored
    private var owedFor = ReleaseReason.TIMEOUT

    /** Events that are in no batch yet. */
    val unread: Long get() = queue.size - window.covered

    /** The size of the queue at which the loop has to look again: with an interval, a first event starts the timer. */
    fun wakeSize(isTimerRunning: Boolean, batchSize: Int = settings.batchSize): Long =
        window.covered + if (settings.autoFlushInterval != null && !isTimerRunning) 1 else batchSize

    fun reason(): ReleaseReason? {
        val waiting = unread
        return when {
            waiting >= settings.batchSize -> ReleaseReason.SIZE
            queue.head + window.covered < owedUpTo && waiting > 0 -> owedFor
            intervalLeft()?.isPositive() == false -> ReleaseReason.TIMEOUT
            else -> null
        }
    }

    /** Time until the oldest unread event has waited for the whole interval; `null` when none waits for it. */
    fun intervalLeft(): Duration? {
        val interval = settings.autoFlushInterval ?: return null
        if (unread == 0L) return null
        val since = waitingSince ?: time.markNow().also { waitingSince = it }
        return interval - since.elapsedNow()
    }

    /** A batch has been read; [wasAll] when no event was left unread, so that the next one starts the timer anew. */
    fun read(wasAll: Boolean) {
        if (wasAll) waitingSince = null
    }

    /** Events below position [upTo] do not wait for a full batch. */
    fun releaseUpTo(upTo: Long, reason: ReleaseReason) {
        if (upTo <= owedUpTo) return
        owedUpTo = upTo
        owedFor = reason
    }
}
