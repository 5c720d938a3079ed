package com.convert.sdk.internal.memory

/**
 * Up to [capacity] entries, by key, and in the order of their last use. A full one drops the least recently used entry
 * for a new one.
 *
 * An entry is a slot in flat arrays, and [index] leads from a hash to the slot by linear probing. So neither asking for
 * a key that is not there nor dropping an entry touches an object: with 100,000 visitors, each one that it had to look
 * at would be a wait for memory.
 *
 * The hashes come from the caller, spread over all of their bits. For one thread at a time, except for
 * [mayHold].
 */
internal class RecencyTable<V : Keyed>(val capacity: Int) {
    private val index = IntArray(Integer.highestOneBit(capacity) * 4)
    private val shift = Int.SIZE_BITS - Integer.numberOfTrailingZeros(index.size)
    private val hashes = IntArray(capacity)
    private val entries = arrayOfNulls<Any>(capacity)
    private val newer = IntArray(capacity)
    private val older = IntArray(capacity)
    private var newest = NONE
    private var oldest = NONE
    private var size = 0

    val isFull: Boolean get() = size == capacity

    /** Whether an entry with [hash] may be there. A thread that asks beside a writer gets an answer, right or wrong. */
    fun mayHold(hash: Int): Boolean {
        var place = home(hash)
        repeat(index.size) {
            val slot = index[place] - 1
            if (slot == NONE) return false
            if (hashes[slot] == hash) return true
            place = next(place)
        }
        return true
    }

    fun get(key: String, hash: Int): V? {
        var place = home(hash)
        while (true) {
            val slot = index[place] - 1
            if (slot == NONE) return null
            if (hashes[slot] == hash && entry(slot).key == key) return entry(slot).also { touch(slot) }
            place = next(place)
        }
    }

    /** Adds [entry], whose key must not be there yet. */
    fun put(entry: V, hash: Int) {
        val twin = crowdedOut(hash)
        if (twin != NONE) {
            entries[twin] = entry
            return touch(twin)
        }
        val slot = if (isFull) dropOldest() else size++
        entries[slot] = entry
        hashes[slot] = hash
        enter(slot)
        linkNewest(slot)
    }

    /** A copy that has room for [capacity] entries. */
    fun grown(capacity: Int): RecencyTable<V> {
        val grown = RecencyTable<V>(capacity)
        var slot = oldest
        while (slot != NONE) {
            grown.put(entry(slot), hashes[slot])
            slot = newer[slot]
        }
        return grown
    }

    @Suppress("UNCHECKED_CAST")
    private fun entry(slot: Int): V = entries[slot] as V

    private fun home(hash: Int): Int = (hash shl Int.SIZE_BITS - BITS) ushr shift

    private fun next(place: Int): Int = (place + 1) and (index.size - 1)

    /**
     * The slot that an entry with [hash] has to take, because as many as there may be have that very hash: so keys that
     * somebody made for it cannot make the table slow.
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
        val slot = oldest
        leave(slot)
        unlink(slot)
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

    private fun touch(slot: Int) {
        if (slot == newest) return
        unlink(slot)
        linkNewest(slot)
    }

    private fun linkNewest(slot: Int) {
        older[slot] = newest
        newer[slot] = NONE
        if (newest == NONE) oldest = slot else newer[newest] = slot
        newest = slot
    }

    private fun unlink(slot: Int) {
        val before = older[slot]
        val after = newer[slot]
        if (before == NONE) oldest = after else newer[before] = after
        if (after == NONE) newest = before else older[after] = before
    }

    companion object {
        /** Of a hash, those that this goes by. */
        const val BITS = 28

        private const val FREE = 0
        private const val NONE = -1
        private const val MOST_TWINS = 8
    }
}
