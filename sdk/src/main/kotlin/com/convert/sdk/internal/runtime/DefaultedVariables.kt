package com.convert.sdk.internal.runtime

import com.convert.sdk.internal.json.VariableWarnings
import com.convert.sdk.internal.text.shown

/** Counts readings of feature variables that gave the caller's default, and logs the first one per variable. */
internal class DefaultedVariables(private val counters: Counters, private val logs: Logs) : VariableWarnings {
    private val logged = OncePerKey()

    override fun defaultTaken(featureKey: String, variable: String, problem: () -> String) {
        counters.variableDefaults.increment()
        if (!logged.isFirst("$featureKey $variable")) return
        logs.evaluation.warn(
            "variable '{}' of feature '{}' {}; its reader gets the default of the call",
            variable.shown(),
            featureKey,
            problem(),
        )
    }
}
