package com.convert.sdk.internal.visitor

import com.convert.sdk.internal.visitor.state.VisitorRecord
import com.convert.sdk.internal.visitor.state.VisitorState
import com.convert.sdk.storage.InMemoryDataStore

/** Visitors remembered in this process: straight from the store's records, so that nothing suspends. */
internal class InMemoryProfiles(private val store: InMemoryDataStore) : VisitorProfiles {
    override fun of(visitorId: String): VisitorProfile = Local(visitorId)

    private inner class Local(private val visitorId: String) : InPlaceProfile {
        @Volatile
        private var record: VisitorRecord? = null

        override fun stateNow(): VisitorState = find()?.state() ?: VisitorState.EMPTY

        override suspend fun load(): VisitorState = stateNow()

        override fun enter(experienceId: String, variationId: String, remember: Boolean, mark: Boolean): Boolean =
            findOrCreate().enter(experienceId, variationId, remember, mark)

        override suspend fun remember(change: VisitorState) = findOrCreate().remember(change)

        override suspend fun markExposure(experienceId: String) = findOrCreate().markExposure(experienceId)

        override suspend fun markConversion(goalId: String) = findOrCreate().markConversion(goalId)

        override suspend fun unmarkExposure(experienceId: String) = withdrawExposure(experienceId)

        override fun withdrawExposure(experienceId: String) = findOrCreate().unmarkExposure(experienceId)

        override suspend fun unmarkConversion(goalId: String) = findOrCreate().unmarkConversion(goalId)

        private fun find(): VisitorRecord? = record ?: store.visitor(visitorId)?.also { record = it }

        // A visitor seen for the first time is only entered once there is something to remember.
        private fun findOrCreate(): VisitorRecord = record ?: store.visitorOrNew(visitorId).also { record = it }
    }
}
