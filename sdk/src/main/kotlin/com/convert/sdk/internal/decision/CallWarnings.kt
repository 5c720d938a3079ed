package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.OncePerKey

/** Warns, once each, of what a caller cannot have meant. */
internal class CallWarnings(private val logs: Logs) {
    private val unknown = EntityType.entries.map { OncePerKey(MAX_UNKNOWN) }
    private val negative = OncePerKey()

    /** Costs a look-up when it is known; while there is no configuration, no key is unknown. */
    fun unknown(type: EntityType, key: String, snapshot: ConfigSnapshot) {
        if (snapshot === ConfigSnapshot.NONE || !unknown[type.ordinal].isFirst(key)) return
        logs.evaluation.warn("{}", unknownKey(type, key, snapshot))
    }

    fun negativeRevenue(goalKey: String) {
        if (!negative.isFirst(goalKey)) return
        logs.tracking.warn("negative revenue for goal '{}' is sent as it is; a refund lowers the goal's total", goalKey)
    }

    private companion object {
        /** Keys may come from a request: each takes a walk over all that there are. */
        const val MAX_UNKNOWN = 100
    }
}
