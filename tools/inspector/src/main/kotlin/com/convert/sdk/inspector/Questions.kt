package com.convert.sdk.inspector

import com.convert.sdk.inspect.Inspect
import com.convert.sdk.inspect.VisitorFacts
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull

/** Explains decisions to whoever watches; nothing of it is stored, counted or announced. */
internal class Questions(private val core: InspectedCore) {
    fun explain(body: String): JsonObject {
        val question = objectOf(body)
        val key = requireNotNull(textOf(question["key"])) { "which experience or feature?" }
        val visitor = requireNotNull(textOf(question["visitor"])) { "which visitor?" }
        val snapshot = checkNotNull(core.config) { "there is no configuration yet" }
        val facts = VisitorFacts(visitor, valuesOf(question["attributes"]), valuesOf(question["location"]))
        return withoutValues(Inspect.explain(snapshot, key, facts).toJson()) as JsonObject
    }

    /** A rule's value, beside whether it matched, would tell the visitor's. */
    private fun withoutValues(json: JsonElement): JsonElement = when (json) {
        is JsonObject -> JsonObject((json - "expected").mapValues { withoutValues(it.value) })
        is JsonArray -> JsonArray(json.map(::withoutValues))
        else -> json
    }

    private fun valuesOf(json: JsonElement?): Map<String, Any?> =
        (json as? JsonObject).orEmpty().mapValues { plain(it.value) }
}

internal fun objectOf(body: String): JsonObject {
    val json = try {
        Json.parseToJsonElement(body)
    } catch (_: Exception) {
        null
    }
    return requireNotNull(json as? JsonObject) { "the body is no JSON object" }
}

internal fun textOf(json: JsonElement?): String? =
    (json as? JsonPrimitive)?.takeIf { it.isString }?.contentOrNull?.takeIf { it.isNotEmpty() }

private fun plain(json: JsonElement): Any? = when (json) {
    is JsonNull -> null
    is JsonObject -> json.mapValues { plain(it.value) }
    is JsonArray -> json.map(::plain)
    is JsonPrimitive -> if (json.isString) json.content else json.booleanOrNull ?: json.longOrNull ?: json.doubleOrNull
}
