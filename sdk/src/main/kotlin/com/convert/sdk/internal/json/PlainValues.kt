package com.convert.sdk.internal.json

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The plain value a JSON element stands for; objects and lists become read-only views, so nothing is copied. */
internal fun JsonElement.toPlain(): Any? = when (this) {
    is JsonObject -> JsonTreeMap(this)
    is JsonArray -> JsonTreeList(this)
    is JsonPrimitive -> if (isString) content else plainLiteral(content)
}

/**
 * The plain value of what JSON has outside quotes. An integer literal is a `Long` (a `Double` beyond its range), any
 * other number a `Double`.
 */
internal fun plainLiteral(literal: String): Any? = when (literal) {
    "null" -> null
    "true" -> true
    "false" -> false
    else -> literal.toLongOrNull().takeUnless { literal == "-0" } ?: literal.toDoubleOrNull() ?: literal
}

/** The JSON form of a plain value. What JSON has no form for is written as its text, a non-finite number as `null`. */
internal fun plainToJson(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is JsonElement -> value
    is JsonMapView -> value.source
    is JsonListView -> value.source
    is String -> JsonPrimitive(value)
    is Boolean -> JsonPrimitive(value)
    is Double -> if (value.isFinite()) JsonPrimitive(value) else JsonNull
    is Float -> if (value.isFinite()) JsonPrimitive(value) else JsonNull
    is Number -> JsonPrimitive(value)
    is Map<*, *> -> JsonObject(value.entries.associate { (key, item) -> key.toString() to plainToJson(item) })
    is Iterable<*> -> JsonArray(value.map(::plainToJson))
    is Array<*> -> JsonArray(value.map(::plainToJson))
    else -> JsonPrimitive(value.toString())
}

/** The plain values of a JSON object. */
internal abstract class JsonMapView : AbstractMap<String, Any?>() {
    abstract val source: JsonObject

    override val entries: Set<Map.Entry<String, Any?>> get() = EntryView(source)

    override val size: Int get() = source.size

    override fun containsKey(key: String): Boolean = source.containsKey(key)

    override fun get(key: String): Any? = source[key]?.toPlain()

    private class EntryView(private val source: JsonObject) : AbstractSet<Map.Entry<String, Any?>>() {
        override val size: Int get() = source.size

        override fun iterator(): Iterator<Map.Entry<String, Any?>> =
            source.entries.asSequence().map { (key, value) -> Entry(key, value.toPlain()) }.iterator()
    }

    private data class Entry(override val key: String, override val value: Any?) : Map.Entry<String, Any?>
}

/** The plain values of a JSON list. */
internal abstract class JsonListView : AbstractList<Any?>() {
    abstract val source: JsonArray

    override val size: Int get() = source.size

    override fun get(index: Int): Any? = source[index].toPlain()
}

private class JsonTreeMap(override val source: JsonObject) : JsonMapView()

private class JsonTreeList(override val source: JsonArray) : JsonListView()
