package com.convert.sdk.redis

import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.ConcurrentHashMap

/** A lock per key, which is there while it is used. */
internal class KeyLocks {
    private val locks = ConcurrentHashMap<String, Lock>()

    suspend fun withLock(key: String, block: suspend () -> Unit) {
        val lock = locks.compute(key) { _, known -> (known ?: Lock()).also { it.users++ } }!!
        try {
            lock.mutex.withLock { block() }
        } finally {
            locks.compute(key) { _, known -> known?.takeIf { --it.users > 0 } }
        }
    }

    /** [users] changes within the map's own lock for the key. */
    private class Lock(val mutex: Mutex = Mutex(), var users: Int = 0)
}
