package com.convert.sdk.internal.visitor

import com.convert.sdk.internal.visitor.state.VisitorState
import java.util.concurrent.atomic.AtomicReference

/** Remembers for one context alone, and lets nothing be reported: what a preview writes to. */
internal class PreviewProfile(start: VisitorState) : VisitorProfile {
    private val state = AtomicReference(start)

    override fun stateNow(): VisitorState = state.get()

    override suspend fun load(): VisitorState = state.get()

    override suspend fun remember(change: VisitorState) {
        state.updateAndGet { it + change }
    }

    override suspend fun isExposed(experienceId: String): Boolean = true

    override suspend fun markExposure(experienceId: String): Boolean = false

    override suspend fun markConversion(goalId: String): Boolean = false

    override suspend fun unmarkExposure(experienceId: String) = Unit

    override suspend fun unmarkConversion(goalId: String) = Unit
}
