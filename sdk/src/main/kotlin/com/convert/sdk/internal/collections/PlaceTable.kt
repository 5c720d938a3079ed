package com.convert.sdk.internal.collections

/**
 * Places in a list by the names of what stands there, which [nameAt] tells. One array of numbers with linear probing:
 * an entry takes about ten bytes, where one of a `HashMap` takes fifty.
 */
internal class PlaceTable(private val nameAt: (Int) -> String?) {
    private var slots = IntArray(SMALLEST)
    private var size = 0

    /** The place of [name], or [NONE]. */
    operator fun get(name: String): Int = slots[slotOf(name)] - 1

    /** Puts [name] at [place], or leaves it where it is: then that is what comes back, and [NONE] otherwise. */
    fun putIfAbsent(name: String, place: Int): Int {
        val slot = slotOf(name)
        if (slots[slot] != FREE) return slots[slot] - 1
        slots[slot] = place + 1
        if (++size > slots.size / 2) grow()
        return NONE
    }

    private fun grow() {
        val before = slots
        slots = IntArray(before.size * 2)
        for (entry in before) if (entry != FREE) nameAt(entry - 1)?.let { slots[slotOf(it)] = entry }
    }

    /** Where [name] is, or the free slot that it would take. */
    private fun slotOf(name: String): Int {
        var slot = homeCell(name.hashCode(), slots.size)
        while (slots[slot] != FREE && nameAt(slots[slot] - 1) != name) slot = nextCell(slot, slots.size)
        return slot
    }

    companion object {
        const val NONE: Int = -1
        private const val FREE = 0
        private const val SMALLEST = 8
    }
}
