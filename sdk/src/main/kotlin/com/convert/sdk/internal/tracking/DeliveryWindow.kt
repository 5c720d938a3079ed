package com.convert.sdk.internal.tracking

import com.convert.sdk.event.ReleaseReason

/**
 * The front of the queue as the flush loop has read it: batches in queue order, each waiting to be sent, under way or
 * done. Requests may end in any order; the queue removes events in its own. The flush loop owns this.
 */
internal class DeliveryWindow {
    private val batches = ArrayDeque<Batch>()

    /** Events of the queue, from its head on, that are in a batch. */
    var covered = 0L
        private set

    /** Requests under way. */
    var underWay = 0
        private set

    /** The oldest batch that has to be sent, for the first time or again. */
    val next: Batch? get() = batches.firstOrNull { it.state == Batch.State.WAITING }

    /** [events] come right behind those in the window. */
    fun add(events: List<TrackedEvent>, reason: ReleaseReason): Batch =
        Batch(events, reason).also { batch ->
            batches.add(batch)
            covered += batch.size
        }

    fun sent(batch: Batch) {
        batch.state = Batch.State.UNDER_WAY
        underWay++
    }

    /** The request with [batch] failed; it waits for another one. */
    fun failed(batch: Batch) {
        batch.state = Batch.State.WAITING
        underWay--
    }

    /** The service took or refused [batch]. Gives the number of events that the queue can remove now. */
    fun done(batch: Batch): Int {
        batch.state = Batch.State.DONE
        underWay--
        return removeDone()
    }

    /**
     * Halves the waiting [batch], and what waits beside it from the same reading and is as large. [isSuspect]: the
     * service failed on it several times, and may fail because of one event.
     */
    fun split(batch: Batch, isSuspect: Boolean = false) {
        val longest = (batch.size + 1) / 2
        val pieces = batches.flatMap {
            if (it.belongsTo(batch) && it.size > longest) it.pieces(longest, isSuspect) else listOf(it)
        }
        batches.clear()
        batches.addAll(pieces)
    }

    fun isFirst(batch: Batch): Boolean = batches.firstOrNull() === batch

    /**
     * The first batch, of one event, has left for the end of the queue. Gives the number of events behind it that the
     * queue can remove now.
     */
    fun removeFirst(): Int {
        covered -= batches.removeFirst().size
        return removeDone()
    }

    private fun removeDone(): Int {
        var finished = 0
        while (batches.firstOrNull()?.state == Batch.State.DONE) finished += batches.removeFirst().size
        covered -= finished
        return finished
    }
}

/**
 * Events that go in one request.
 *
 * @property reason why the request was due when the events were read.
 * @property isSuspect whether the service may be failing because of an event in it.
 */
internal class Batch(
    val events: List<TrackedEvent>,
    val reason: ReleaseReason,
    val isSuspect: Boolean = false,
    private val reading: Any = Any(),
) {
    var state = State.WAITING
    val size: Int get() = events.size

    fun belongsTo(other: Batch): Boolean = reading === other.reading && state == State.WAITING

    fun pieces(longest: Int, isSuspect: Boolean): List<Batch> =
        events.chunked(longest).map { Batch(it, reason, isSuspect, reading) }

    enum class State { WAITING, UNDER_WAY, DONE }
}
