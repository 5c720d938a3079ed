package com.convert.sdk

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.random.Random

/** Breaks a configuration in one of the ways configurations break, reproducibly. */
class ConfigMutations(seed: Int, private val original: String) {
    private val random = Random(seed)
    private val tree = Json.parseToJsonElement(original)

    fun next(): String = when (random.nextInt(10)) {
        0 -> original.take(random.nextInt(original.length))
        1 -> original.replaceRange(random.nextInt(original.length).let { it..it }, strayCharacter())
        2 -> mutate(tree) { JsonArray(listOf(it, it)) }
        3 -> mutate(tree) { nested(random.nextInt(1, 400)) }
        else -> mutate(mutateOnce(tree) { strange() }) { strange() }
    }

    private fun mutate(root: JsonElement, change: (JsonElement) -> JsonElement) = mutateOnce(root, change).toString()

    /** Changes one element somewhere below [element]. */
    private fun mutateOnce(element: JsonElement, change: (JsonElement) -> JsonElement): JsonElement = when {
        random.nextInt(6) == 0 -> change(element)
        element is JsonObject && element.isNotEmpty() -> {
            val key = element.keys.random(random)
            if (random.nextInt(12) == 0) {
                JsonObject(element - key)
            } else {
                JsonObject(element + (key to mutateOnce(element.getValue(key), change)))
            }
        }

        element is JsonArray && element.isNotEmpty() -> {
            val index = element.indices.random(random)
            JsonArray(element.mapIndexed { at, item -> if (at == index) mutateOnce(item, change) else item })
        }

        else -> change(element)
    }

    private fun strange(): JsonElement = when (random.nextInt(12)) {
        0 -> JsonNull
        1 -> JsonPrimitive(random.nextBoolean())
        2 -> JsonPrimitive(random.nextLong())
        3 -> JsonPrimitive(random.nextDouble() * 1e300)
        4 -> Json.parseToJsonElement("1e999")
        5 -> Json.parseToJsonElement("-" + "9".repeat(400))
        6 -> JsonPrimitive("")
        7 -> JsonPrimitive("\uD800 ${random.nextInt()} \u0000 ")
        8 -> JsonArray(emptyList())
        9 -> JsonObject(emptyMap())
        10 -> JsonArray(List(3) { JsonPrimitive(it) })
        else -> JsonObject(mapOf("id" to JsonPrimitive(random.nextInt(4)), "key" to JsonPrimitive("x")))
    }

    private fun nested(depth: Int): JsonElement =
        (1..depth).fold(JsonPrimitive(1) as JsonElement) { inner, level ->
            if (level % 2 == 0) JsonArray(listOf(inner)) else JsonObject(mapOf("OR" to inner))
        }

    private fun strayCharacter(): String = listOf("{", "]", "\"", ",", ":", "\u0000", "\uD800", "x", "-").random(random)
}
