package com.convert.sdk.internal.visitor

import com.convert.sdk.BreakerState
import com.convert.sdk.internal.visitor.state.StoreSchema
import com.convert.sdk.internal.visitor.state.VisitorState
import java.util.concurrent.atomic.AtomicReference

/**
 * Visitors remembered in the user's data store.
 *
 * A context reads a visitor's state once. Changes are merged in one step where the store can, and otherwise read,
 * merged and written under a lock per visitor, so that contexts of this process do not overwrite each other. While
 * the store fails, marks are kept in this process, so that an event is still sent once from here.
 */
internal class StoredProfiles(
    private val store: FailSafeStore,
    private val fallback: VisitorProfiles,
) : VisitorProfiles {
    val breakerState: BreakerState get() = store.breakerState

    override fun of(visitorId: String): VisitorProfile = Stored(visitorId)

    /** What a context knows of its visitor; each function waits by itself. */
    private inner class Stored(private val visitorId: String) : VisitorProfile {
        private val known = AtomicReference<VisitorState?>()
        private val inProcess by lazy { fallback.of(visitorId) }

        override fun stateNow(): VisitorState? = known.get()

        override fun forCall(): VisitorProfile = InCall(this, store.budget())

        override suspend fun load(): VisitorState = load(store.budget())

        override suspend fun remember(change: VisitorState) = remember(change, store.budget())

        override suspend fun isExposed(experienceId: String): Boolean = isExposed(experienceId, store.budget())

        override suspend fun markExposure(experienceId: String): Boolean = markExposure(experienceId, store.budget())

        override suspend fun markConversion(goalId: String): Boolean = markConversion(goalId, store.budget())

        override suspend fun unmarkExposure(experienceId: String) = unmarkExposure(experienceId, store.budget())

        override suspend fun unmarkConversion(goalId: String) = unmarkConversion(goalId, store.budget())

        suspend fun load(budget: StoreBudget): VisitorState = known.get() ?: run {
            val stored = store.readState(visitorId, budget) ?: VisitorState.EMPTY
            // Another coroutine may have loaded, and changed, it meanwhile.
            known.compareAndSet(null, stored)
            known.get() ?: stored
        }

        suspend fun remember(change: VisitorState, budget: StoreBudget) {
            load(budget)
            known.updateAndGet { (it ?: VisitorState.EMPTY) + change }
            store.merge(visitorId, change, budget)
        }

        suspend fun isExposed(experienceId: String, budget: StoreBudget): Boolean =
            store.has(StoreSchema.exposureKey(visitorId, experienceId), budget) { inProcess.isExposed(experienceId) }

        suspend fun markExposure(experienceId: String, budget: StoreBudget): Boolean =
            store.putIfAbsent(StoreSchema.exposureKey(visitorId, experienceId), budget) {
                inProcess.markExposure(experienceId)
            }

        suspend fun markConversion(goalId: String, budget: StoreBudget): Boolean =
            store.putIfAbsent(StoreSchema.conversionKey(visitorId, goalId), budget) { inProcess.markConversion(goalId) }

        suspend fun unmarkExposure(experienceId: String, budget: StoreBudget) {
            inProcess.unmarkExposure(experienceId)
            store.delete(StoreSchema.exposureKey(visitorId, experienceId), budget)
        }

        suspend fun unmarkConversion(goalId: String, budget: StoreBudget) {
            inProcess.unmarkConversion(goalId)
            store.delete(StoreSchema.conversionKey(visitorId, goalId), budget)
        }
    }

    /** The same visitor in one call, all of whose waiting comes out of one [budget]. */
    private class InCall(private val visitor: Stored, private val budget: StoreBudget) : VisitorProfile {
        override fun stateNow(): VisitorState? = visitor.stateNow()

        override suspend fun load(): VisitorState = visitor.load(budget)

        override suspend fun remember(change: VisitorState) = visitor.remember(change, budget)

        override suspend fun isExposed(experienceId: String): Boolean = visitor.isExposed(experienceId, budget)

        override suspend fun markExposure(experienceId: String): Boolean = visitor.markExposure(experienceId, budget)

        override suspend fun markConversion(goalId: String): Boolean = visitor.markConversion(goalId, budget)

        override suspend fun unmarkExposure(experienceId: String) = visitor.unmarkExposure(experienceId, budget)

        override suspend fun unmarkConversion(goalId: String) = visitor.unmarkConversion(goalId, budget)
    }
}
