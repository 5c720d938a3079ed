package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.json.plainToJson
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.util.Collections
import java.util.IdentityHashMap

/** Reads a configuration given as plain values. Called with values of any shape, also one that holds itself. */
internal class ConfigValues private constructor() {
    private val open = Collections.newSetFromMap(IdentityHashMap<Any, Boolean>())

    private fun json(value: Any?): JsonElement = when (value) {
        is JsonElement -> value
        is Map<*, *> -> inside(value) {
            JsonObject(value.entries.associate { (key, item) -> key.toString() to json(item) })
        }
        is Iterable<*> -> inside(value) { JsonArray(value.map(::json)) }
        is Array<*> -> inside(value) { JsonArray(value.map(::json)) }
        else -> plainToJson(value)
    }

    private inline fun inside(container: Any, read: () -> JsonElement): JsonElement {
        if (!open.add(container)) throw InvalidConfigException("$", "values of which none holds itself")
        if (open.size > TextCheck.MAX_DEPTH) throw InvalidConfigException("$", TextCheck.TOO_DEEP)
        return read().also { open.remove(container) }
    }

    companion object {
        /** @throws InvalidConfigException when the values are no JSON, for example nested too deep, or changing. */
        fun tree(values: Map<String, *>): JsonObject = try {
            ConfigValues().json(values) as JsonObject
        } catch (e: InvalidConfigException) {
            throw e
        } catch (e: Throwable) {
            // Without the cause: its message may quote a value.
            throw InvalidConfigException("$", "values that can be read (${e.javaClass.simpleName})")
        }
    }
}
