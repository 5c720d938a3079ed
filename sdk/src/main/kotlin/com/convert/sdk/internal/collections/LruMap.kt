package com.convert.sdk.internal.collections

import com.convert.sdk.internal.collections.LruOrder.Companion.NONE
import java.util.concurrent.ThreadLocalRandom
import java.util.concurrent.locks.StampedLock

/** What is found by its own [key]. */
internal interface Keyed {
    val key: String
}

/**
 * A map of at most [limit] entries; the least recently used goes first. A large one is cut into parts with a lock and a
 * limit of their own, so that threads seldom meet; each part then drops its own least recently used entry, and lets an
 * eighth of it pass before it notes a use of the same entry again.
 *
 * Asking for what is not there, or was used of late, takes no lock and writes nothing.
 */
internal class LruMap<V : Keyed>(limit: Int) {
    private val parts: Array<Part<V>> = (if (limit > UNDIVIDED) PARTS else 1).let { count ->
        Array(count) { Part(limit / count + if (it < limit % count) 1 else 0, isExact = count == 1) }
    }

    /** Odd, so that no two hashes become one; and no one can know which keys will collide. */
    private val spread = ThreadLocalRandom.current().nextInt() or 1

    fun get(key: String): V? = spread(key).let { hash -> part(hash).get(key, hash) }

    fun getOrPut(key: String, create: (key: String) -> V): V =
        spread(key).let { hash -> part(hash).getOrPut(key, hash, create) }

    private fun spread(key: String): Int = key.hashCode() * spread

    // By the highest bits, which the part's own table does not go by.
    private fun part(hash: Int): Part<V> = parts[(hash ushr LruTable.BITS) and (parts.size - 1)]

    private class Part<V : Keyed>(private val limit: Int, isExact: Boolean) {
        private val lock = StampedLock()
        private val tolerance = if (isExact) 0 else limit / EIGHTH
        private var table = table(minOf(limit, SMALLEST))

        fun get(key: String, hash: Int): V? {
            val stamp = lock.tryOptimisticRead()
            if (stamp != 0L) {
                val table = table
                val slot = table.slotOf(key, hash)
                val entry = if (slot == NONE) null else table.entryAt(slot)
                val isSettled = slot == NONE || table.isRecent(slot)
                if (isSettled && lock.validate(stamp)) return entry
            }
            return locked { table.get(key, hash) }
        }

        fun getOrPut(key: String, hash: Int, create: (key: String) -> V): V = locked {
            table.get(key, hash) ?: create(key).also { put(it, hash) }
        }

        private fun put(entry: V, hash: Int) {
            if (table.isFull && table.capacity < limit) {
                table = table(minOf(limit, table.capacity * 2)).also(table::moveTo)
            }
            table.put(entry, hash)
        }

        private fun table(capacity: Int) = LruTable<V>(capacity, tolerance)

        private inline fun <T> locked(action: () -> T): T {
            val stamp = lock.writeLock()
            try {
                return action()
            } finally {
                lock.unlockWrite(stamp)
            }
        }
    }

    private companion object {
        const val UNDIVIDED = 1_024
        const val PARTS = 16
        const val SMALLEST = 16
        const val EIGHTH = 8
    }
}
