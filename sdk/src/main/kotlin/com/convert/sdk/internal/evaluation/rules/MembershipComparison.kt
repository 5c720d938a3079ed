package com.convert.sdk.internal.evaluation.rules

import com.convert.sdk.internal.ecmascript.lowerCase
import com.convert.sdk.internal.ecmascript.plainValue
import com.convert.sdk.internal.ecmascript.toTextOrNull

private const val SEPARATOR = '|'

/**
 * `isIn`: whether one of the value's parts is among the rule's, both parted at `|`. Only the rule's side is
 * lower-cased, so a value with a capital letter is in no list.
 */
internal class MembershipComparison(test: Any?, negated: Boolean) : Comparison(negated) {
    private val members: Set<String>? = members(plainValue(test))

    override fun holds(value: Any?, warnings: EvaluationWarnings): Boolean {
        val text = toTextOrNull(value)
        return text != null && members != null && outcome(hasMember(text, members))
    }

    private fun hasMember(text: String, members: Set<String>): Boolean =
        if (SEPARATOR in text) text.splitToSequence(SEPARATOR).any(members::contains) else text in members
}

/** Null where JavaScript throws on one of the items. */
private fun members(test: Any?): Set<String>? {
    val texts = when (test) {
        is String -> test.split(SEPARATOR)
        is List<*> -> test.map { toTextOrNull(it) ?: return null }
        else -> emptyList()
    }
    return texts.mapTo(HashSet(), ::lowerCase)
}
