package com.convert.sdk.internal.visitor

import com.convert.sdk.internal.memory.StoredForm
import com.convert.sdk.internal.memory.VisitorState
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.atomic.AtomicReference

/**
 * Visitors remembered in a data store of the user's.
 *
 * A context reads a visitor's state once. Changes are read, merged and written under a lock a visitor, so that contexts
 * of this process do not overwrite each other. While the store fails, marks are kept in this process, so that an event
 * is still sent once from here.
 */
internal class StoreMemories(private val store: GuardedStore, private val fallback: VisitorMemories) : VisitorMemories {
    private val locks = Array(LOCKS) { Mutex() }

    override fun of(visitorId: String): VisitorMemory = Stored(visitorId)

    private inner class Stored(private val visitorId: String) : VisitorMemory {
        private val known = AtomicReference<VisitorState?>()
        private val inProcess by lazy { fallback.of(visitorId) }

        override fun stateNow(): VisitorState? = known.get()

        override suspend fun load(): VisitorState = known.get() ?: run {
            val stored = store.readState(visitorId) ?: VisitorState.EMPTY
            // Another coroutine may have loaded, and changed, it meanwhile.
            known.compareAndSet(null, stored)
            known.get() ?: stored
        }

        override suspend fun remember(change: VisitorState) {
            load()
            known.updateAndGet { (it ?: VisitorState.EMPTY) + change }
            lock().withLock {
                // A store that did not answer must not be overwritten with less than it has.
                val stored = store.readState(visitorId) ?: return
                store.write(StoredForm.stateKey(visitorId), StoredForm.write(stored + change))
            }
        }

        override suspend fun markExposure(experienceId: String): Boolean =
            store.putIfAbsent(StoredForm.exposureKey(visitorId, experienceId)) { inProcess.markExposure(experienceId) }

        override suspend fun markConversion(goalId: String): Boolean =
            store.putIfAbsent(StoredForm.conversionKey(visitorId, goalId)) { inProcess.markConversion(goalId) }

        override suspend fun unmarkExposure(experienceId: String) {
            inProcess.unmarkExposure(experienceId)
            store.delete(StoredForm.exposureKey(visitorId, experienceId))
        }

        override suspend fun unmarkConversion(goalId: String) {
            inProcess.unmarkConversion(goalId)
            store.delete(StoredForm.conversionKey(visitorId, goalId))
        }

        private fun lock(): Mutex = locks[Math.floorMod(visitorId.hashCode(), LOCKS)]
    }

    private companion object {
        const val LOCKS = 64
    }
}
