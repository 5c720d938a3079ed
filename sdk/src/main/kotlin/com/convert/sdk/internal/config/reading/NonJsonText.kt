package com.convert.sdk.internal.config.reading

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull

/** Describes a text that is no JSON object, without quoting it. */
internal object NonJsonText {
    private const val LONGEST_NAME = 255
    private val offset = Regex("""at offset (\d+)""")

    /** [failure] is the parser's; its message quotes the text. */
    fun describe(text: String, failure: SerializationException): String = byLook(text) ?: run {
        val place = offset.find(failure.message.orEmpty())?.groupValues?.get(1)?.toIntOrNull()
        "text that is no JSON" + place?.let { " from ${lineAndColumn(text, it)} on" }.orEmpty()
    }

    fun describe(text: String, root: JsonElement): String = byLook(text) ?: when (root) {
        is JsonArray -> "an array; pass the whole configuration"
        is JsonNull -> "null"
        else -> "a single value"
    }

    private fun byLook(text: String): String? = when {
        text.isBlank() -> "blank text"
        text.trimStart().startsWith("<") -> "a page of HTML or XML"
        isFileName(text) -> "what looks like the name of a file; for a file pass a Path"
        else -> null
    }

    private fun isFileName(text: String): Boolean =
        text.length <= LONGEST_NAME && text.none { it in "{}[]\"\n" } && isPathLike(text.trim())

    private fun isPathLike(text: String): Boolean =
        text.endsWith(".json", ignoreCase = true) || '/' in text || '\\' in text

    private fun lineAndColumn(text: String, offset: Int): String {
        val before = text.take(offset)
        return "line ${before.count { it == '\n' } + 1}, column ${before.length - before.lastIndexOf('\n')}"
    }
}
