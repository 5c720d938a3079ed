package com.convert.sdk.internal.visitor.state

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

/** One of the SDK's store keys, parsed. */
internal class StoreKey private constructor(val kind: String, val visitorId: String, val entityId: String?) {
    companion object {
        private val kinds = mapOf(StoreSchema.STATE to 1, StoreSchema.DEDUPLICATION to 2, StoreSchema.BUCKETING to 2)

        /** `null` for a key that is not the SDK's. */
        fun of(key: String): StoreKey? {
            val kind = key.substringBefore(":[", missingDelimiterValue = "")
            val size = kinds[kind] ?: return null
            val parts = texts(key.substring(kind.length + 1))?.takeIf { it.size == size } ?: return null
            return StoreKey(kind, parts.first(), parts.getOrNull(1))
        }

        private fun texts(json: String): List<String>? {
            val list = try {
                Json.parseToJsonElement(json) as? JsonArray
            } catch (_: SerializationException) {
                null
            }
            return list?.map { (it as? JsonPrimitive)?.takeIf(JsonPrimitive::isString)?.content ?: return null }
        }
    }
}
