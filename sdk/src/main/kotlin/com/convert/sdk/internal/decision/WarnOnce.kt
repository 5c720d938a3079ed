package com.convert.sdk.internal.decision

import com.convert.sdk.internal.evaluation.rules.EvaluationWarnings
import com.convert.sdk.internal.json.MAX_DEPTH
import com.convert.sdk.internal.json.MAX_ELEMENTS
import com.convert.sdk.internal.json.MAX_TEXT
import com.convert.sdk.internal.json.ValueWarnings
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.OncePerKey
import java.util.concurrent.atomic.AtomicBoolean

/** Tells the log what went wrong while deciding, once each: the same rule fails for every visitor. */
internal class WarnOnce(private val logs: Logs) : EvaluationWarnings, ValueWarnings {
    private val cutShort = AtomicBoolean()
    private val leftOut = AtomicBoolean()
    private val incomparable = OncePerKey()
    private val missing = OncePerKey()

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
}
