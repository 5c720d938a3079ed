package com.convert.sdk.cli

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import kotlinx.serialization.json.longOrNull

@OptIn(ExperimentalSerializationApi::class)
private val pretty = Json {
    prettyPrint = true
    prettyPrintIndent = "  "
}

internal fun prettyJson(json: JsonElement): String = pretty.encodeToString(JsonElement.serializer(), json)

/** The value of `NAME=VALUE`: JSON where it is JSON (`5`, `true`, `"5"`, `["a"]`), and text otherwise. */
internal fun attributeValue(text: String): Any? {
    val json = runCatching { Json.parseToJsonElement(text) }.getOrNull()
    val isBareWord = json is JsonPrimitive && !json.isString && json !is JsonNull &&
        json.booleanOrNull == null && json.doubleOrNull == null
    return if (json == null || isBareWord) text else plain(json)
}

private fun plain(json: JsonElement): Any? = when (json) {
    is JsonNull -> null
    is JsonObject -> json.mapValues { plain(it.value) }
    is JsonArray -> json.map(::plain)
    is JsonPrimitive -> if (json.isString) json.content else json.booleanOrNull ?: json.longOrNull ?: json.doubleOrNull
}

internal fun jsonOf(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is Boolean -> JsonPrimitive(value)
    is Number -> JsonPrimitive(value)
    is Map<*, *> -> JsonObject(value.entries.associate { "${it.key}" to jsonOf(it.value) })
    is List<*> -> JsonArray(value.map(::jsonOf))
    else -> JsonPrimitive("$value")
}
