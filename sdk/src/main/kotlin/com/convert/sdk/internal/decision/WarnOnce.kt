package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType
import com.convert.sdk.internal.evaluation.rules.EvaluationWarnings
import com.convert.sdk.internal.json.MAX_DEPTH
import com.convert.sdk.internal.json.MAX_ELEMENTS
import com.convert.sdk.internal.json.MAX_TEXT
import com.convert.sdk.internal.json.ValueWarnings
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.OncePerKey
import java.util.concurrent.atomic.AtomicBoolean

/**
 * Warns of what went wrong while deciding and of what a caller cannot have meant; once each, because the same rule
 * fails for every visitor.
 */
internal class WarnOnce(private val logs: Logs) : EvaluationWarnings, ValueWarnings {
    private val cutShort = AtomicBoolean()
    private val leftOut = AtomicBoolean()
    private val incomparable = OncePerKey()
    private val missing = OncePerKey()
    private val unknown = EntityType.entries.map { OncePerKey(MAX_UNKNOWN) }
    private val negative = OncePerKey()

    override fun patternCutShort() {
        if (cutShort.get() || !cutShort.compareAndSet(false, true)) return
        logs.evaluation.warn(
            "regular expression stopped after too many steps on a visitor's value; counted as no match",
        )
    }

    override fun valueNotComparable(attribute: String) {
        if (!incomparable.isFirst(attribute)) return
        logs.evaluation.warn(
            "attribute '{}' has a value that a rule cannot compare: a number goes with numbers, text with text; " +
                "the rule does not match",
            attribute,
        )
    }

    override fun exclusionTargetMissing(experienceKey: String) {
        if (!missing.isFirst(experienceKey)) return
        logs.evaluation.warn(
            "mutual-exclusion rule names experience '{}', which the configuration lacks; treated as not bucketed",
            experienceKey,
        )
    }

    override fun valueLeftOut() {
        if (leftOut.get() || !leftOut.compareAndSet(false, true)) return
        logs.evaluation.warn(
            "visitor value ignored: it has more than {} levels, {} elements or {} characters, or reading it failed",
            MAX_DEPTH,
            MAX_ELEMENTS,
            MAX_TEXT,
        )
    }

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
