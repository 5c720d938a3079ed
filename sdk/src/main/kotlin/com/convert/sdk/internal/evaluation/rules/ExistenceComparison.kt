package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.plainValue

/** `exists`: neither null nor empty text; and its opposites `not_exists` and `doesNotExist`. */
internal class ExistenceComparison(private val type: String, negated: Boolean) : Comparison(negated) {
    /** `not_exists` does not match a key that is not there, only one that is null or empty. */
    val asksForMissing: Boolean = type in NEEDING_NO_VALUE

    override fun holds(value: Any?, warnings: EvaluationWarnings): Boolean {
        val plain = plainValue(value)
        val exists = plain != null && plain != ""
        return outcome(exists == (type == EXISTS))
    }

    companion object {
        const val EXISTS: String = "exists"
        const val NOT_EXISTS: String = "not_exists"
        const val DOES_NOT_EXIST: String = "doesNotExist"

        /** The types whose rules are valid without a value. */
        val NEEDING_NO_VALUE: Set<String> = setOf(EXISTS, DOES_NOT_EXIST)
    }
}
