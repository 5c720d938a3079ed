package com.convert.sdk.internal.collections

/**
 * A read-only map from ids to ids, in the order in which they were added. [with] gives a map of one entry more, which
 * shares its arrays with this one; this one does not look beyond its own [size]. So an entry costs the same, however
 * many there are. Only to give a known id another value, everything is copied.
 *
 * Any number of threads may ask, and extend, the same map.
 */
internal class IdMap private constructor(
    /** Ids, each followed by its value. Written under its monitor, an entry once; room at the end is `null`. */
    private val slots: Array<String?>,
    /** From a hash to the entry's place, plus one, by linear probing; without cells as long as there are [FEW]. */
    private val index: IntArray,
    override val size: Int,
) : AbstractMap<String, String>() {
    override val entries: Set<Map.Entry<String, String>> get() = Entries()

    override fun get(key: String): String? = valueAt(placeOf(key))

    override fun containsKey(key: String): Boolean = placeOf(key) != NONE

    /** Where [id] stands in the order of entries, or [NONE]; and so in every map that this one is extended to. */
    fun placeOf(id: String): Int = if (index.isEmpty()) walk(id) else probe(id)

    /** The value at a place, `null` at [NONE]. */
    fun valueAt(place: Int): String? = if (place == NONE) null else slots[place * 2 + 1]

    /** This map with [value] under [id]. */
    fun with(id: String, value: String): IdMap {
        val place = placeOf(id)
        return when {
            place == NONE -> append(id, value) ?: copy(room = size + size / 2 + 1).with(id, value)
            valueAt(place) == value -> this
            else -> copy(room = size).also { it.slots[place * 2 + 1] = value }
        }
    }

    /** This map with all of [others]; where an id is in both, it keeps its place. */
    operator fun plus(others: Map<String, String>): IdMap {
        if (others.isEmpty()) return this
        if (isEmpty() && others is IdMap) return others
        var all = if (isEmpty()) copy(room = others.size) else this
        for ((id, value) in others) all = all.with(id, value)
        return all
    }

    private fun idAt(place: Int): String = checkNotNull(slots[place * 2])

    private fun walk(id: String): Int {
        for (place in 0 until size) {
            // Not `==`, on purpose: docs/performance.md, "Equality".
            if (id.equals(slots[place * 2])) return place
        }
        return NONE
    }

    private fun probe(id: String): Int {
        var cell = homeCell(id.hashCode(), index.size)
        while (index[cell] != FREE) {
            val place = index[cell] - 1
            if (place < size && id.equals(slots[place * 2])) return place
            cell = nextCell(cell, index.size)
        }
        return NONE
    }

    /** `null` when the next place is taken, because this map was extended before, or does not exist. */
    private fun append(id: String, value: String): IdMap? = synchronized(slots) {
        val slot = size * 2
        if (slot == slots.size || slots[slot] != null) return null
        slots[slot] = id
        slots[slot + 1] = value
        IdMap(slots, indexWithLast(size + 1), size + 1)
    }

    /** An index of [count] entries, all but the last of which are in this map's. A quarter of it stays free. */
    private fun indexWithLast(count: Int): IntArray =
        when {
            count <= FEW -> index
            count <= index.size - (index.size shr 2) -> index.also { it.enter(count - 1) }
            else -> indexOf(count, maxOf(SMALLEST, index.size * 2))
        }

    /** With an index of its own: that of this map may lead to entries of others. */
    private fun copy(room: Int): IdMap {
        val copies = arrayOfNulls<String>(room * 2)
        slots.copyInto(copies, endIndex = size * 2)
        return IdMap(copies, if (index.isEmpty()) index else indexOf(size, index.size), size)
    }

    private fun indexOf(count: Int, cells: Int): IntArray =
        IntArray(cells).also { for (place in 0 until count) it.enter(place) }

    private fun IntArray.enter(place: Int) {
        var cell = homeCell(idAt(place).hashCode(), this.size)
        while (this[cell] != FREE) cell = nextCell(cell, this.size)
        this[cell] = place + 1
    }

    private inner class Entries : AbstractSet<Map.Entry<String, String>>() {
        override val size: Int get() = this@IdMap.size

        override fun iterator(): Iterator<Map.Entry<String, String>> = (0 until size).asSequence().map { place ->
            java.util.AbstractMap.SimpleImmutableEntry(idAt(place), checkNotNull(valueAt(place)))
        }.iterator()
    }

    companion object {
        const val NONE: Int = -1

        /** Above this, a walk is slower than hashing. */
        private const val FEW = 8
        private const val SMALLEST = 16
        private const val FREE = 0

        val EMPTY: IdMap = IdMap(emptyArray(), IntArray(0), size = 0)
    }
}
