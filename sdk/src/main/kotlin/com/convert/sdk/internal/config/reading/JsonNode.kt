package com.convert.sdk.internal.config.reading

import com.convert.sdk.internal.json.JsonTextList
import com.convert.sdk.internal.json.JsonTextMap
import com.convert.sdk.internal.json.parseSlice
import com.convert.sdk.internal.json.plainLiteral
import kotlinx.serialization.json.JsonPrimitive
import java.util.BitSet

/**
 * Where the values of one JSON value stand in [text], itself first; an object's names are values, too.
 *
 * @property places for each value its first byte, the one behind its last, and the number of the first value that is
 * not part of it.
 * @property escaped the texts that have a backslash in them; `null` when none has.
 */
internal class JsonIndex(
    val text: ByteArray,
    private val places: IntArray,
    private val escaped: BitSet?,
    private val texts: SharedTexts,
) {
    fun start(value: Int): Int = places[value * STRIDE]

    fun end(value: Int): Int = places[value * STRIDE + 1]

    fun next(value: Int): Int = places[value * STRIDE + 2]

    fun first(value: Int): Char = text[start(value)].toInt().toChar()

    /** What is between the quotes of a text, unescaped. */
    fun content(value: Int): String =
        if (isEscaped(value)) unescaped(value) else texts.get(start(value) + 1, end(value) - 1)

    fun literal(value: Int): String = texts.get(start(value), end(value))

    fun hasContent(value: Int, content: String): Boolean {
        if (isEscaped(value)) return unescaped(value) == content
        val start = start(value) + 1
        if (end(value) - 1 - start != content.length) return false
        // Names of fields are ASCII; what is not never equals one of these bytes.
        for (at in content.indices) if (text[start + at].toInt() != content[at].code) return false
        return true
    }

    private fun isEscaped(value: Int) = escaped != null && escaped[value]

    private fun unescaped(value: Int) = (parseSlice(text, start(value), end(value)) as JsonPrimitive).content

    companion object {
        const val STRIDE: Int = 3
    }
}

/** A value of a JSON text. It holds the text, and the places of all that it is part of. */
internal class JsonNode(private val index: JsonIndex, private val at: Int) {
    val isObject: Boolean get() = index.first(at) == '{'

    val isList: Boolean get() = index.first(at) == '['

    val isNull: Boolean get() = index.first(at) == 'n'

    /** The content of a text, `null` of anything else. */
    val text: String? get() = if (index.first(at) == '"') index.content(at) else null

    /** The content of a text, or a number as it is written; `null` of anything else. */
    val scalarText: String?
        get() = when (index.first(at)) {
            '"' -> index.content(at)
            '{', '[', 't', 'f', 'n' -> null
            else -> index.literal(at)
        }

    /** The member [name] of an object; of two, the last one counts. `null` when there is none, or this is no object. */
    operator fun get(name: String): JsonNode? {
        var found: JsonNode? = null
        if (isObject) forEachPair { key, value -> if (index.hasContent(key, name)) found = JsonNode(index, value) }
        return found
    }

    inline fun forEachMember(visit: (name: String, value: JsonNode) -> Unit) =
        forEachPair { key, value -> visit(index.content(key), JsonNode(index, value)) }

    /** The items of a list. */
    fun items(): List<JsonNode> {
        val items = ArrayList<JsonNode>()
        var item = at + 1
        while (item < index.next(at)) {
            items.add(JsonNode(index, item))
            item = index.next(item)
        }
        return items
    }

    /** A view of an object's plain values, which keeps nothing but the text. */
    fun toMap(): Map<String, Any?> = JsonTextMap(index.text, index.start(at), index.end(at))

    /** The plain value. An object or a list is a view of the text, which keeps nothing but the text. */
    fun toPlain(): Any? = when (index.first(at)) {
        '{' -> toMap()
        '[' -> JsonTextList(index.text, index.start(at), index.end(at))
        '"' -> index.content(at)
        else -> plainLiteral(index.literal(at))
    }

    /** As [toPlain], but to be gone through at once: nothing is parsed anew. */
    fun toWalk(): Any? = when {
        isObject -> NodeMap(this)
        isList -> items().map(JsonNode::toWalk)
        else -> toPlain()
    }

    private inline fun forEachPair(visit: (key: Int, value: Int) -> Unit) {
        var key = at + 1
        while (key < index.next(at)) {
            visit(key, key + 1)
            key = index.next(key + 1)
        }
    }

    private class NodeMap(private val node: JsonNode) : AbstractMap<String, Any?>() {
        override val entries: Set<Map.Entry<String, Any?>>
            get() {
                val members = LinkedHashMap<String, Any?>()
                node.forEachMember { name, value -> members[name] = value.toWalk() }
                return members.entries
            }

        override fun containsKey(key: String): Boolean = node[key] != null

        override fun get(key: String): Any? = node[key]?.toWalk()
    }
}
