package com.convert.sdk.parity

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Whether two answers say the same: numbers by their value, objects without regard to the order of their members.
 *
 * @property extraMembers whether the actual object may have members that the expected one lacks.
 */
internal enum class SameAnswer(private val extraMembers: Boolean) {
    /** The protocol's rule, for expected answers that leave members out. */
    TO_WHAT_IS_EXPECTED(extraMembers = true),

    /** Member for member; one that is not there is as good as `null`. */
    MEMBER_FOR_MEMBER(extraMembers = false),
    ;

    fun holds(expected: JsonElement, actual: JsonElement): Boolean = when (expected) {
        is JsonObject -> actual is JsonObject && sameMembers(expected, actual)
        is JsonArray -> actual is JsonArray && sameItems(expected, actual)
        is JsonPrimitive -> actual is JsonPrimitive && sameValue(expected, actual)
    }

    private fun sameMembers(expected: JsonObject, actual: JsonObject): Boolean {
        val names = if (extraMembers) expected.keys else expected.keys + actual.keys
        return names.all { holds(expected[it] ?: JsonNull, actual[it] ?: JsonNull) }
    }

    private fun sameItems(expected: JsonArray, actual: JsonArray) =
        expected.size == actual.size && expected.indices.all { holds(expected[it], actual[it]) }

    private fun sameValue(expected: JsonPrimitive, actual: JsonPrimitive): Boolean {
        if (expected.isString != actual.isString) return false
        if (expected.content == actual.content) return true
        val number = if (expected.isString) null else expected.content.toDoubleOrNull()
        return number != null && number == actual.content.toDoubleOrNull()
    }
}
