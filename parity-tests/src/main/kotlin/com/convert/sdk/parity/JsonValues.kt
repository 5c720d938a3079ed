package com.convert.sdk.parity

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull

internal fun JsonObject.requireText(name: String): String =
    text(name) ?: throw BadLineException("'$name' is missing or not text")

internal fun JsonObject.text(name: String): String? = (this[name] as? JsonPrimitive)?.takeIf { it.isString }?.content

internal fun JsonObject.flag(name: String): Boolean? = (this[name] as? JsonPrimitive)?.booleanOrNull

internal fun JsonObject.plainMap(name: String): Map<String, Any?> = when (val value = this[name]) {
    null, JsonNull -> emptyMap()
    is JsonObject -> value.mapValues { it.value.toPlainValue() }
    else -> throw BadLineException("'$name' is not an object")
}

/** An integer literal becomes a `Long`, or a `Double` beyond its range; any other number a `Double`. */
internal fun JsonElement.toPlainValue(): Any? = when (this) {
    is JsonNull -> null
    is JsonObject -> mapValues { it.value.toPlainValue() }
    is JsonArray -> map { it.toPlainValue() }
    is JsonPrimitive -> when {
        isString -> content
        booleanOrNull != null -> booleanOrNull
        content == "-0" -> -0.0
        else -> content.toLongOrNull() ?: content.toDoubleOrNull() ?: throw BadLineException("not JSON")
    }
}

/** As `JSON.stringify` has it: a number that is not finite is `null`. */
internal fun Any?.toJsonValue(): JsonElement = when (this) {
    null -> JsonNull
    is JsonElement -> this
    is String -> JsonPrimitive(this)
    is Boolean -> JsonPrimitive(this)
    is Number -> if (toDouble().isFinite()) JsonPrimitive(this) else JsonNull
    is Map<*, *> -> JsonObject(entries.associate { (name, value) -> name.toString() to value.toJsonValue() })
    is Iterable<*> -> JsonArray(map { it.toJsonValue() })
    else -> JsonPrimitive(toString())
}
