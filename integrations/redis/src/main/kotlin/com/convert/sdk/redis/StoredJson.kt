package com.convert.sdk.redis

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Values as JSON text in ASCII, which Python's `json` reads and writes without a loss. */
internal object StoredJson {
    private const val DEEPEST = 500
    private const val FIRST_BEYOND_ASCII = '\u007f'
    private const val HEX = 16
    private const val ESCAPE_DIGITS = 4

    fun write(value: Any): String = escaped(element(value).toString())

    /** A text that is not JSON, or is nested beyond reason, is given as it is. */
    fun read(text: String): Any? {
        if (isTooDeep(text)) return text
        return try {
            plain(Json.parseToJsonElement(text))
        } catch (_: SerializationException) {
            text
        }
    }

    private fun element(value: Any?): JsonElement = when (value) {
        null -> JsonNull
        is Boolean -> JsonPrimitive(value)
        is Double -> if (value.isFinite()) JsonPrimitive(value) else JsonPrimitive(value.toString())
        is Float -> if (value.isFinite()) JsonPrimitive(value) else JsonPrimitive(value.toString())
        is Number -> JsonPrimitive(value)
        is Iterable<*> -> JsonArray(value.map(::element))
        is Map<*, *> -> JsonObject(value.entries.associate { (name, item) -> name.toString() to element(item) })
        else -> JsonPrimitive(value.toString())
    }

    private fun plain(json: JsonElement): Any? = when (json) {
        is JsonNull -> null
        is JsonPrimitive -> if (json.isString) json.content else literal(json.content)
        is JsonArray -> json.map(::plain)
        is JsonObject -> json.mapValues { plain(it.value) }
    }

    /** Python also writes `NaN`, `Infinity` and `-Infinity`; whole numbers of any size stay exact. */
    private fun literal(content: String): Any = content.toBooleanStrictOrNull()
        ?: content.toLongOrNull()
        ?: content.toBigIntegerOrNull()
        ?: content.toDoubleOrNull()
        ?: throw SerializationException("not a JSON literal")

    /** Beyond texts, JSON has ASCII only, so that an escape fits wherever such a character is. */
    private fun escaped(json: String): String {
        if (json.all { it < FIRST_BEYOND_ASCII }) return json
        return buildString(json.length * 2) { json.forEach { appendAscii(it) } }
    }

    private fun StringBuilder.appendAscii(char: Char) {
        if (char < FIRST_BEYOND_ASCII) {
            append(char)
        } else {
            append("\\u").append(char.code.toString(HEX).padStart(ESCAPE_DIGITS, '0'))
        }
    }

    private fun isTooDeep(text: String): Boolean {
        var depth = 0
        var isInText = false
        var index = 0
        while (index < text.length) {
            when (text[index]) {
                '"' -> isInText = !isInText
                '\\' -> index++
                '[', '{' -> if (!isInText && ++depth > DEEPEST) return true
                ']', '}' -> if (!isInText) depth--
            }
            index++
        }
        return false
    }
}
