package com.convert.sdk.internal.visitor

import com.convert.sdk.internal.visitor.state.VisitorRecord
import com.convert.sdk.internal.visitor.state.VisitorState

/**
 * What is known and remembered of one visitor, wherever it is kept. Never throws what a data store throws.
 *
 * State that is at hand is given without suspending, so that a decision need not leave its thread.
 */
internal interface VisitorProfile {
    /** The state, or `null` when it has to be [load]ed first. */
    fun stateNow(): VisitorState?

    suspend fun load(): VisitorState

    /** The same profile for one call, which waits for a data store no longer than one time-out in all. */
    fun forCall(): VisitorProfile = this

    /** Lays [change] over what is remembered. */
    suspend fun remember(change: VisitorState)

    /** Whether the exposure was noted as reported. */
    suspend fun isExposed(experienceId: String): Boolean

    /** Notes that the exposure is reported; false when it was before. */
    suspend fun markExposure(experienceId: String): Boolean

    /** Notes that the conversion is reported; false when it was before. */
    suspend fun markConversion(goalId: String): Boolean

    /** Takes a mark back, for an event that could not be queued. */
    suspend fun unmarkExposure(experienceId: String)

    /** Takes a mark back, for an event that could not be queued. */
    suspend fun unmarkConversion(goalId: String)

    /** The visitor's record, for those who know that visitors are kept in this process. */
    fun record(): VisitorRecord = error("this visitor is kept elsewhere")
}

/** The state, loaded when it is not at hand. */
internal suspend inline fun VisitorProfile.state(): VisitorState = stateNow() ?: load()

/** Where visitors are remembered. */
internal fun interface VisitorProfiles {
    fun of(visitorId: String): VisitorProfile
}
