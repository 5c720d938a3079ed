package com.convert.sdk.internal.visitor

import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.ConcurrentHashMap

/** One lock per visitor, for as long as it is held or waited for: no visitor waits for another. */
internal class VisitorLocks {
    private val locks = ConcurrentHashMap<String, Lock>()

    /** Locks in use. */
    val size: Int get() = locks.size

    suspend fun <T> withLock(visitorId: String, action: suspend () -> T): T {
        val lock = checkNotNull(locks.compute(visitorId) { _, known -> (known ?: Lock()).also { it.users++ } })
        try {
            return lock.mutex.withLock { action() }
        } finally {
            locks.computeIfPresent(visitorId) { _, known -> known.takeIf { --it.users > 0 } }
        }
    }

    /** [users] changes under the map's own lock. */
    private class Lock {
        val mutex = Mutex()
        var users = 0
    }
}
