package com.convert.sdk.internal.tracking

import java.util.Collections
import java.util.IdentityHashMap

/**
 * Events on which the service fails by themselves. They are not given up, but each goes alone from then on, so that it
 * takes no other event with it, and goes to the end of the queue when it fails again. The flush loop owns this.
 */
internal class PoisonEvents {
    private val events = Collections.newSetFromMap(IdentityHashMap<TrackedEvent, Boolean>())

    val size: Int get() = events.size

    fun add(event: TrackedEvent) {
        events.add(event)
    }

    operator fun contains(event: TrackedEvent): Boolean = event in events

    /** They have left the queue. */
    fun forget(batch: List<TrackedEvent>) {
        if (events.isNotEmpty()) batch.forEach(events::remove)
    }

    /** The first part of [batch] that can go together. */
    fun separate(batch: List<TrackedEvent>): List<TrackedEvent> {
        if (events.isEmpty()) return batch
        return if (batch.first() in events) batch.take(1) else batch.takeWhile { it !in events }
    }
}
