package com.convert.sdk.internal.json

/** Is told of each reading of a feature variable that gave the caller's default. */
internal fun interface VariableWarnings {
    /** [problem] says why, without the variable's value. Called from any thread. */
    fun defaultTaken(featureKey: String, variable: String, problem: () -> String)

    companion object {
        val NONE: VariableWarnings = VariableWarnings { _, _, _ -> }
    }
}
