package com.convert.sdk.internal.memory

import java.util.concurrent.locks.ReentrantLock
import kotlin.concurrent.withLock

/**
 * A map of at most [limit] entries; the least recently used goes first. A large one is cut into parts with a lock and a
 * limit of their own, so that threads seldom meet; each part then drops its own least recently used entry.
 */
internal class RecentlyUsed<V : Any>(private val limit: Int) {
    private val parts: Array<Part<V>> = (if (limit > UNDIVIDED) PARTS else 1).let { count ->
        Array(count) { Part(limit / count + if (it < limit % count) 1 else 0) }
    }

    fun get(key: String): V? = part(key).let { part -> part.lock.withLock { part.entries[key] } }

    fun getOrPut(key: String, create: () -> V): V {
        val part = part(key)
        return part.lock.withLock { part.entries.getOrPut(key, create) }
    }

    // By bits that the part's own map does not go by: else all its entries would crowd into a sixteenth of it.
    private fun part(key: String): Part<V> = parts[(key.hashCode() * SPREAD ushr PART_SHIFT) and (parts.size - 1)]

    private class Part<V>(private val limit: Int) {
        val lock = ReentrantLock()
        val entries = object : LinkedHashMap<String, V>(16, LOAD, true) {
            override fun removeEldestEntry(eldest: MutableMap.MutableEntry<String, V>): Boolean = size > limit
        }
    }

    private companion object {
        const val UNDIVIDED = 1_024
        const val PARTS = 16
        const val LOAD = 0.75f

        /** 2^32 over the golden ratio; the product's highest bits depend on all of the hash. */
        const val SPREAD = -0x61c88647
        const val PART_SHIFT = 28
    }
}
