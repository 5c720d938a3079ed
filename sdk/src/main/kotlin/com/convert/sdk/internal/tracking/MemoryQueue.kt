package com.convert.sdk.internal.tracking

import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicLong
import kotlin.time.ComparableTimeMark
import kotlin.time.TimeSource

/**
 * A bounded queue without a lock. A producer first takes a ticket, which is what the bound, the count of what was
 * accepted and the end of accepting are about, and then appends; so the numbers are exact at any time, and no event can
 * slip in after [stop].
 */
internal class MemoryQueue(
    val capacity: Int,
    private val time: TimeSource.WithComparableMarks = TimeSource.Monotonic,
) : EventQueue {
    private val events = ConcurrentLinkedQueue<TrackedEvent>()

    /** Tickets given out; the sign bit says that there are no more. */
    private val tickets = AtomicLong()

    override val wakeSignal = WakeSignal()

    @Volatile
    private var lastStamp: ComparableTimeMark? = null

    @Volatile
    override var head = 0L
        private set

    override val accepted: Long get() = tickets.get() and Long.MAX_VALUE

    /** Places that events have got beside their first one, to be behind others; only [addAgain] gives them. */
    @Volatile
    private var addedAgain = 0L

    override val tail: Long get() = accepted + addedAgain

    /** How many events were released or removed so far. */
    @Volatile
    private var released = 0L

    override val waiting: Long get() = tail - released

    override val isFull: Boolean get() = released + capacity <= tickets.get() + addedAgain

    override suspend fun offer(event: TrackedEvent): Offered = offerNow(event)

    /** As [offer], without suspending. */
    fun offerNow(event: TrackedEvent): Offered {
        while (true) {
            val taken = tickets.get()
            if (taken < 0) return Offered.STOPPED
            // First: an event on its way behind the others counts twice rather than not at all.
            val end = released + capacity
            val position = taken + addedAgain
            if (position >= end) return Offered.FULL
            if (tickets.compareAndSet(taken, taken + 1)) {
                if (position == head || taken % STAMPED_EACH == 0L) stamp(event)
                break
            }
        }
        events.add(event)
        wakeSignal.reached(size)
        return Offered.ACCEPTED
    }

    /**
     * Adds what an earlier process has left, more than there is room for if need be; before any other event. It counts
     * as accepted: so the counters always add up.
     */
    fun restore(earlier: Collection<TrackedEvent>) {
        earlier.forEach(::stamp)
        events.addAll(earlier)
        tickets.addAndGet(earlier.size.toLong())
    }

    override fun peek(max: Int, skip: Int): List<TrackedEvent> {
        val oldest = ArrayList<TrackedEvent>(minOf(max.toLong(), size).toInt())
        val iterator = events.iterator()
        repeat(skip) { iterator.next() }
        while (iterator.hasNext() && oldest.size < max) oldest.add(iterator.next())
        return oldest
    }

    override fun oldestSince(): ComparableTimeMark? {
        if (size == 0L) return null
        return events.firstNotNullOfOrNull { it.acceptedAt } ?: lastStamp
    }

    private fun stamp(event: TrackedEvent) {
        event.acceptedAt = time.markNow().also { lastStamp = it }
    }

    override fun release(count: Int) {
        released += count
    }

    override suspend fun remove(count: Int) {
        repeat(count) { events.remove() }
        head += count
        if (released < head) released = head
    }

    override suspend fun sendToBack() {
        val event = events.peek() ?: return
        addAgain(event)
        release(1)
        remove(1)
    }

    /** Adds an event that has its place in the queue already, and will give it up: so there is room for it. */
    fun addAgain(event: TrackedEvent) {
        addedAgain++
        events.add(event)
    }

    override suspend fun sync() = Unit

    override suspend fun stop() {
        tickets.updateAndGet { it or Long.MIN_VALUE }
    }

    override suspend fun close() = Unit

    private companion object {
        /** Looking at the clock costs as much as queuing: one event in eight does, and each that finds no other. */
        const val STAMPED_EACH = 8L
    }
}
