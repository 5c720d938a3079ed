package com.convert.sdk.internal.config

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Reads a text into the tree that the serialization library would make of it, with fewer steps and less memory: all
 * members of one name share its text. It gives up on whatever is not JSON, which the library then is to judge, and on
 * nesting that would overflow the thread's stack.
 */
internal class TreeReader private constructor(private val text: String) {
    private var at = 0
    private var depth = 0
    private val names = arrayOfNulls<String>(NAMES)

    private fun document(): JsonObject {
        if (next() != '{') throw GivenUp()
        val root = members()
        if (next() != END || at < text.length) throw GivenUp()
        return root
    }

    private fun value(): JsonElement = when (next()) {
        '{' -> members()
        '[' -> items()
        '"' -> JsonPrimitive(string())
        else -> word()
    }

    private fun members(): JsonObject {
        enter()
        val members = LinkedHashMap<String, JsonElement>(FEW_MEMBERS)
        if (next() != '}') {
            do {
                val name = name()
                if (!taken(':')) throw GivenUp()
                members[name] = value()
            } while (taken(','))
        }
        leave('}')
        return JsonObject(members)
    }

    private fun items(): JsonArray {
        enter()
        val items = ArrayList<JsonElement>()
        if (next() != ']') {
            do items.add(value()) while (taken(','))
        }
        leave(']')
        return JsonArray(items)
    }

    private fun enter() {
        at++
        if (++depth > NestingCheck.MAX_DEPTH) throw GivenUp()
    }

    private fun leave(end: Char) {
        if (!taken(end)) throw GivenUp()
        depth--
    }

    /** Of all that has its place in the table of names, the one that was read last is found again. */
    private fun name(): String {
        if (next() != '"') throw GivenUp()
        val start = at + 1
        var end = start
        var hash = 0
        var char = charAt(end)
        while (isPlain(char)) {
            hash = hash * HASH_FACTOR + char.code
            char = charAt(++end)
        }
        if (char != '"') return string()
        at = end + 1
        val known = names[hash and NAMES - 1]
        if (known != null && known.length == end - start && text.startsWith(known, start)) return known
        return text.substring(start, end).also { names[hash and NAMES - 1] = it }
    }

    private fun string(): String {
        val start = at + 1
        var end = start
        var char = charAt(end)
        while (isPlain(char)) char = charAt(++end)
        if (char != '"') return escaped(end)
        at = end + 1
        return text.substring(start, end)
    }

    /** The text that starts here and has its first escape at [first]. The library reads it: such texts are few. */
    private fun escaped(first: Int): String {
        val start = at
        var end = first
        while (charAt(end) != '"') {
            if (charAt(end) < ' ') throw GivenUp()
            end += if (text[end] == '\\') 2 else 1
        }
        at = end + 1
        return Json.decodeFromString<String>(text.substring(start, at))
    }

    private fun word(): JsonElement {
        val start = at
        at = endOfWord(start)
        if (!isJsonLiteral(text, start, at)) throw GivenUp()
        return when (text[start]) {
            't' -> TRUE
            'f' -> FALSE
            'n' -> JsonNull
            else -> number(text.substring(start, at))
        }
    }

    /** The library keeps a number's text; that of a whole number, but for -0, is the text of its value. */
    private fun number(literal: String): JsonElement {
        val value = literal.toLongOrNull()
        return if (value == null || literal == "-0") Json.parseToJsonElement(literal) else JsonPrimitive(value)
    }

    private fun endOfWord(start: Int): Int {
        var end = start
        var char = charAt(end)
        while (char > ' ' && char != ',' && char != ']' && char != '}') char = charAt(++end)
        return end
    }

    private fun taken(char: Char): Boolean {
        val isNext = next() == char
        if (isNext) at++
        return isNext
    }

    /** The character at the end of the space that may be here. */
    private fun next(): Char {
        var char = charAt(at)
        while (char <= ' ' && isSpace(char)) char = charAt(++at)
        return char
    }

    private fun isSpace(char: Char): Boolean = char == ' ' || char == '\n' || char == '\r' || char == '\t'

    private fun charAt(index: Int): Char = if (index < text.length) text[index] else END

    private fun isPlain(char: Char): Boolean = char != '"' && char != '\\' && char >= ' '

    /** Without a stack trace or message, because it never leaves this file. */
    private class GivenUp : Exception(null, null, false, false)

    companion object {
        private const val END = '\u0000'
        private const val NAMES = 512
        private const val HASH_FACTOR = 31
        private const val FEW_MEMBERS = 8
        private val TRUE = JsonPrimitive(true)
        private val FALSE = JsonPrimitive(false)

        /** The tree of [text], which is JSON throughout; `null` when it gave up. */
        fun read(text: String): JsonObject? = try {
            TreeReader(text).document()
        } catch (_: GivenUp) {
            null
        } catch (_: SerializationException) {
            null
        }
    }
}
