package com.convert.sdk.internal.collections

import com.convert.sdk.internal.collections.LruOrder.Companion.NONE

/**
 * Up to [capacity] entries, by key, and in the order of their last use. A full one drops the least recently used entry
 * for a new one; a use counts for as recent as the [tolerance] entries before it.
 *
 * An entry is a slot in flat arrays, and [index] leads from a hash to the slot by linear probing. So neither asking for
 * a key that is not there nor dropping an entry touches an object: with 100,000 visitors, each one that it had to look
 * at would be a wait for memory.
 *
 * The hashes come from the caller, spread over all of their bits. For one thread at a time, except where it says
 * otherwise.
 */
internal class LruTable<V : Keyed>(val capacity: Int, tolerance: Int) {
    private val index = IntArray(Integer.highestOneBit(capacity) * 4)
    private val shift = Int.SIZE_BITS - Integer.numberOfTrailingZeros(index.size)
    private val hashes = IntArray(capacity)
    private val entries = arrayOfNulls<Keyed>(capacity)
    private val order = LruOrder(capacity, tolerance)
    private var size = 0

    val isFull: Boolean get() = size == capacity

    /** The slot of [key], or [NONE]. A thread that asks beside a writer gets an answer, right or wrong. */
    fun slotOf(key: String, hash: Int): Int {
        var place = home(hash)
        repeat(index.size) {
            val slot = index[place] - 1
            if (slot == NONE || hashes[slot] == hash && entries[slot]?.key == key) return slot
            place = next(place)
        }
        return NONE
    }

    /** Whether a use of [slot] need not be noted. Beside a writer, as [slotOf]. */
    fun isRecent(slot: Int): Boolean = order.isRecent(slot)

    /** The entry at [slot]. Beside a writer, as [slotOf]. */
    @Suppress("UNCHECKED_CAST")
    fun entryAt(slot: Int): V? = entries[slot] as V?

    /** The entry with [key], which is used by that. */
    fun get(key: String, hash: Int): V? {
        val slot = slotOf(key, hash)
        if (slot == NONE) return null
        order.touch(slot)
        return entryAt(slot)
    }

    /** Adds [entry], whose key must not be there yet. */
    fun put(entry: V, hash: Int) {
        val twin = crowdedOut(hash)
        if (twin != NONE) {
            entries[twin] = entry
            return order.touch(twin)
        }
        val slot = if (isFull) dropOldest() else size++
        entries[slot] = entry
        hashes[slot] = hash
        enter(slot)
        order.add(slot)
    }

    /** Puts all entries into [other], which has room for them, in the order of their last use. */
    fun moveTo(other: LruTable<V>) {
        var slot = order.oldest
        while (slot != NONE) {
            entryAt(slot)?.let { other.put(it, hashes[slot]) }
            slot = order.newer(slot)
        }
    }

    private fun home(hash: Int): Int = (hash shl Int.SIZE_BITS - BITS) ushr shift

    private fun next(place: Int): Int = (place + 1) and (index.size - 1)

    /**
     * The slot that an entry with [hash] has to take, because as many as there may be have that very hash: so keys that
     * were made for it cannot make the table slow.
     */
    private fun crowdedOut(hash: Int): Int {
        var first = NONE
        var twins = 0
        var place = home(hash)
        while (index[place] != FREE) {
            val slot = index[place] - 1
            if (hashes[slot] == hash) {
                if (twins == 0) first = slot
                if (++twins == MOST_TWINS) return first
            }
            place = next(place)
        }
        return NONE
    }

    private fun dropOldest(): Int {
        val slot = order.oldest
        leave(slot)
        order.remove(slot)
        return slot
    }

    private fun enter(slot: Int) {
        var place = home(hashes[slot])
        while (index[place] != FREE) place = next(place)
        index[place] = slot + 1
    }

    /** Frees the place of [slot], and moves up those behind it that would not be found across the gap. */
    private fun leave(slot: Int) {
        var gap = home(hashes[slot])
        while (index[gap] != slot + 1) gap = next(gap)
        var place = next(gap)
        while (index[place] != FREE) {
            if (distance(home(hashes[index[place] - 1]), place) >= distance(gap, place)) {
                index[gap] = index[place]
                gap = place
            }
            place = next(place)
        }
        index[gap] = FREE
    }

    private fun distance(from: Int, to: Int): Int = (to - from) and (index.size - 1)

    companion object {
        /** Of a hash, those that this goes by. */
        const val BITS = 28

        private const val FREE = 0
        private const val MOST_TWINS = 8
    }
}
