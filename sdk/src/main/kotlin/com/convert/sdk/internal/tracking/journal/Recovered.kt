package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.internal.tracking.TrackedEvent
import java.io.IOException

/** What is in a journal from [start] on. */
internal class Recovered(private val start: Long) {
    val events = ArrayList<TrackedEvent>()

    /** Bytes that are not understood, in the order of the file. */
    val damage = ArrayList<LongRange>()

    /** Where each of [events] ends. */
    private val ends = ArrayList<Long>()

    val damagedBytes: Long get() = damage.sumOf { it.last - it.first + 1 }

    /** The event in [payload], which stands at [place]. */
    fun add(payload: ByteArray, place: LongRange) {
        try {
            events.add(StoredEvent.decode(payload))
            ends.add(place.last + 1)
        } catch (_: IOException) {
            addDamage(place) // its checksum holds: it is one of a later release
        }
    }

    fun addDamage(place: LongRange) {
        val before = damage.lastOrNull()
        if (before != null && before.last + 1 >= place.first) {
            damage[damage.lastIndex] = before.first..place.last
        } else {
            damage.add(place)
        }
    }

    /** Bytes from the end of one event to the end of the next; all up to [end] belong to the last one. */
    fun spans(end: Long): ArrayDeque<Long> {
        val spans = ArrayDeque<Long>(ends.size)
        ends.forEachIndexed { index, own ->
            val from = if (index == 0) start else ends[index - 1]
            spans.add((if (index == ends.lastIndex) end else own) - from)
        }
        return spans
    }
}
