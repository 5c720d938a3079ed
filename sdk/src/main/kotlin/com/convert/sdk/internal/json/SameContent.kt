package com.convert.sdk.internal.json

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Whether two documents say the same, in whatever order their objects name it. How deep they nest is bounded. */
internal fun sameContent(one: JsonElement, other: JsonElement): Boolean = when (one) {
    is JsonObject ->
        other is JsonObject && one.size == other.size &&
            one.all { (key, value) -> other[key]?.let { sameContent(value, it) } ?: false }

    is JsonArray ->
        other is JsonArray && one.size == other.size &&
            one.indices.all { sameContent(one[it], other[it]) }

    else -> one == other
}
