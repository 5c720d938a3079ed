package com.convert.sdk.internal.visitor

import com.convert.sdk.internal.visitor.state.VisitorRecord
import com.convert.sdk.internal.visitor.state.VisitorState
import com.convert.sdk.storage.InMemoryDataStore

/** Visitors remembered in this process: straight from the store's records, so that nothing suspends. */
internal class InMemoryProfiles(private val store: InMemoryDataStore) : VisitorProfiles {
    override fun of(visitorId: String): VisitorProfile = Local(visitorId)

    private inner class Local(private val visitorId: String) : VisitorProfile {
        @Volatile
        private var record: VisitorRecord? = null

        override fun stateNow(): VisitorState = find()?.state() ?: VisitorState.EMPTY

        override suspend fun load(): VisitorState = stateNow()

        override suspend fun remember(change: VisitorState) = record().remember(change)

        override suspend fun isExposed(experienceId: String) = record().isExposed(experienceId)

        override suspend fun markExposure(experienceId: String) = record().markExposure(experienceId)

        override suspend fun markConversion(goalId: String) = record().markConversion(goalId)

        override suspend fun unmarkExposure(experienceId: String) = record().unmarkExposure(experienceId)

        override suspend fun unmarkConversion(goalId: String) = record().unmarkConversion(goalId)

        // A visitor seen for the first time is only entered once there is something to remember.
        override fun record(): VisitorRecord = record ?: store.visitorOrNew(visitorId).also { record = it }

        private fun find(): VisitorRecord? = record ?: store.visitor(visitorId)?.also { record = it }
    }
}
