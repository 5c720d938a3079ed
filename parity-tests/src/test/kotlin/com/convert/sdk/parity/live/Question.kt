package com.convert.sdk.parity.live

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A configuration and what is asked about it: a few cases of the protocol, each with a visitor of its own. */
internal class Question(val family: Family, val config: JsonObject, val cases: List<JsonObject>) {
    val lines: List<JsonObject> get() = listOf(config) + cases
}

/** The kinds of questions, and how many in a hundred are of each. */
internal enum class Family(val share: Int, val about: String) {
    HASH(10, "bucket values"),
    RULES(30, "rule trees"),
    BUCKETING(20, "the packed layout"),
    QUALIFICATION(20, "qualification, with attributes, locations and segments that change"),
    FEATURES(15, "features and their variables"),
    TRACKING(10, "sequences of calls and what they send"),
    MIXED(15, "calls of every kind over one visitor: what sticks, segments, features, conversions with rule data"),
}

internal fun op(name: String, vararg fields: Pair<String, Any?>): JsonObject = buildJsonObject {
    put("op", name)
    for ((field, value) in fields) {
        when (value) {
            null -> Unit
            is String -> put(field, value)
            is Boolean -> put(field, value)
            is JsonElement -> put(field, value)
            is List<*> -> put(field, JsonArray(value.map { JsonPrimitive(it as String) }))
        }
    }
}
