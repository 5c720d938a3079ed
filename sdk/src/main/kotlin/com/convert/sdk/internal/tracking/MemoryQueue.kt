package com.convert.sdk.internal.tracking

import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicLong

/**
 * A bounded queue without a lock. A producer first takes a ticket, which is what the bound and the end of accepting are
 * about, and then appends; so the numbers are exact at any time, and no event can slip in after [stop].
 */
internal class MemoryQueue(
    private val capacity: Int,
    initial: Collection<TrackedEvent> = emptyList(),
) : EventQueue {
    private val events = ConcurrentLinkedQueue(initial)

    /** Tickets given out; the sign bit says that there are no more. */
    private val tickets = AtomicLong(initial.size.toLong())

    override val alarm = Alarm()

    @Volatile
    override var head = 0L
        private set

    override val tail: Long get() = tickets.get() and Long.MAX_VALUE

    override suspend fun offer(event: TrackedEvent): Offered = add(event)

    fun add(event: TrackedEvent): Offered {
        while (true) {
            val taken = tickets.get()
            if (taken < 0) return Offered.STOPPED
            if (taken - head >= capacity) return Offered.FULL
            if (tickets.compareAndSet(taken, taken + 1)) break
        }
        events.add(event)
        alarm.check(size)
        return Offered.ACCEPTED
    }

    override fun peek(max: Int): List<TrackedEvent> {
        val oldest = ArrayList<TrackedEvent>(minOf(max.toLong(), size).toInt())
        for (event in events) {
            if (oldest.size == max) break
            oldest.add(event)
        }
        return oldest
    }

    override suspend fun remove(count: Int) {
        repeat(count) { events.remove() }
        head += count
    }

    override suspend fun sendToBack() {
        val event = events.peek() ?: return
        addAgain(event)
        remove(1)
    }

    /** Adds an event that has its place in the queue already, and will give it up: so there is room for it. */
    fun addAgain(event: TrackedEvent) {
        tickets.incrementAndGet()
        events.add(event)
    }

    override suspend fun sync() = Unit

    override suspend fun stop() {
        tickets.updateAndGet { it or Long.MIN_VALUE }
    }

    override suspend fun close() = Unit
}
