package com.convert.sdk.internal.tracking

import com.convert.sdk.event.ReleaseReason
import kotlin.time.ComparableTimeMark
import kotlin.time.Duration
import kotlin.time.TimeSource

/**
 * When a batch is due without anybody asking for it, and how large it is. The flush loop owns it. Events below
 * position [restored] are of an earlier process.
 */
internal class ReleaseTrigger(
    private val queue: EventQueue,
    private val settings: TrackingSettings,
    private val time: TimeSource.WithComparableMarks,
    restored: Long,
) {
    /** No event that waits now was accepted before. */
    private var waitingSince: ComparableTimeMark? = null

    /** Events below this are due whatever their number: an earlier process left them, or they were held or split. */
    private var owedUpTo = restored
    private var owedFor = ReleaseReason.TIMEOUT
    private var splitUpTo = 0L
    private var splitSize = 0

    val batchSize: Int get() = if (queue.head < splitUpTo) splitSize else settings.batchSize

    /** The size of the queue at which the loop has to look again: with an interval, a first event starts the timer. */
    fun alarmSize(isTimerRunning: Boolean): Long =
        if (settings.autoFlushInterval != null && !isTimerRunning) 1 else batchSize.toLong()

    fun reason(): ReleaseReason? = when {
        queue.size >= settings.batchSize -> ReleaseReason.SIZE
        queue.head < owedUpTo && queue.size > 0 -> owedFor
        intervalLeft()?.isPositive() == false -> ReleaseReason.TIMEOUT
        else -> null
    }

    /** Time until the oldest event has waited for the whole interval; `null` when none waits for it. */
    fun intervalLeft(): Duration? {
        val interval = settings.autoFlushInterval ?: return null
        if (queue.size == 0L) return null
        val since = waitingSince ?: time.markNow().also { waitingSince = it }
        return interval - since.elapsedNow()
    }

    /** A batch that was read at [readAt] has left the queue; [wasAll] when nothing waited behind it then. */
    fun released(readAt: ComparableTimeMark, wasAll: Boolean) {
        // What waits now came after the reading; if more had been there, it may be as old as the batch.
        if (wasAll) waitingSince = readAt.takeIf { queue.size > 0 }
    }

    /** Events below position [upTo] do not wait for a full batch. */
    fun owe(upTo: Long, reason: ReleaseReason) {
        if (upTo <= owedUpTo) return
        owedUpTo = upTo
        owedFor = reason
    }

    /** The first [size] events do not fit in one request: from now on they go in halves. */
    fun split(size: Int, reason: ReleaseReason) {
        splitUpTo = maxOf(splitUpTo, queue.head + size)
        splitSize = size / 2
        owe(splitUpTo, reason)
    }
}
