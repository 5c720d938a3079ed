package com.convert.sdk.parity.live

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Makes a difference as small as it goes: takes away, one after the other, what it does not need.
 *
 * @property find the difference between the answers to a case, if there still is one.
 */
internal class Shrinking(private val find: suspend (config: JsonObject, case: JsonObject) -> Difference?) {
    private var triesLeft = TRIES

    suspend fun shrink(found: Difference): Difference {
        var smallest = upToTheOp(found)
        do {
            val before = smallest
            smallest = shrinkOnce(smallest)
        } while (smallest !== before && triesLeft > 0)
        return smallest
    }

    /** What comes after the first difference has no part in it. */
    private suspend fun upToTheOp(found: Difference): Difference {
        val ops = JsonArray(operations(found.case).take(found.index + 1))
        return find(found.config, JsonObject(found.case + ("ops" to ops))) ?: found
    }

    private suspend fun shrinkOnce(found: Difference): Difference {
        for (candidate in smaller(found.case)) return attempt(found.config, candidate) ?: continue
        for (candidate in smaller(found.config)) return attempt(candidate, found.case) ?: continue
        return found
    }

    private suspend fun attempt(config: JsonElement, case: JsonElement): Difference? =
        if (triesLeft-- > 0) find(config as JsonObject, case as JsonObject) else null

    /** Everything that is one step smaller than [element], the largest steps first. */
    private fun smaller(element: JsonElement): Sequence<JsonElement> = when (element) {
        is JsonObject -> withoutMember(element) + withSmallerMember(element)
        is JsonArray -> withoutItem(element) + withSmallerItem(element)
        is JsonPrimitive -> if (element.isString) shorter(element.content).map(::JsonPrimitive) else emptySequence()
    }

    private fun withoutMember(element: JsonObject) =
        element.keys.asSequence().filterNot { it in KEPT }.map { JsonObject(element - it) }

    private fun withSmallerMember(element: JsonObject) = element.entries.asSequence().filterNot { it.key in NAMES }
        .flatMap { (name, value) -> smaller(value).map { JsonObject(element + (name to it)) } }

    private fun withoutItem(element: JsonArray) =
        element.indices.asSequence().map { index -> JsonArray(element.filterIndexed { at, _ -> at != index }) }

    private fun withSmallerItem(element: JsonArray) = element.indices.asSequence().flatMap { index ->
        smaller(element[index]).map { item -> JsonArray(element.toMutableList().also { it[index] = item }) }
    }

    private fun shorter(text: String): Sequence<String> = when (text.length) {
        0 -> emptySequence()
        1 -> sequenceOf("")
        else -> sequenceOf(text.take(text.length / 2), text.drop(text.length / 2), text.dropLast(1), text.drop(1))
    }

    private companion object {
        const val TRIES = 4_000

        /** What makes a line one of the protocol, or an object a rule. */
        val NAMES = setOf("case", "config", "op", "match_type", "type")
        val KEPT = NAMES + setOf("data", "ops", "visitor", "account_id", "project", "id", "key")
    }
}
