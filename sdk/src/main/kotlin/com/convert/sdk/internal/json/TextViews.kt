package com.convert.sdk.internal.json

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.lang.ref.SoftReference
import java.util.Arrays

/*
 * Views of values that are part of a larger text in UTF-8, which has been found to be JSON. They are parsed when they
 * are asked for, and what was parsed stays as long as there is memory to spare.
 */

/** The object that stands in [text] from [from] until [to]. */
internal class JsonTextMap(private val text: ByteArray, private val from: Int, private val to: Int) : JsonMapView() {
    @Volatile
    private var parsed: SoftReference<JsonObject>? = null

    override val source: JsonObject
        get() = parsed?.get() ?: (parseSlice(text, from, to) as JsonObject).also { parsed = SoftReference(it) }

    override fun equals(other: Any?): Boolean =
        other is JsonTextMap && Arrays.equals(text, from, to, other.text, other.from, other.to) || super.equals(other)

    override fun hashCode(): Int = super.hashCode()
}

/** The list that stands in [text] from [from] until [to]. */
internal class JsonTextList(private val text: ByteArray, private val from: Int, private val to: Int) : JsonListView() {
    @Volatile
    private var parsed: SoftReference<JsonArray>? = null

    override val source: JsonArray
        get() = parsed?.get() ?: (parseSlice(text, from, to) as JsonArray).also { parsed = SoftReference(it) }
}

/** The whole of [text] as a tree, which is an object. */
internal class JsonTextTree(private val text: ByteArray) : AbstractMap<String, JsonElement>() {
    @Volatile
    private var parsed: SoftReference<JsonObject>? = null

    private val tree: JsonObject
        get() = parsed?.get() ?: (parseSlice(text, 0, text.size) as JsonObject).also { parsed = SoftReference(it) }

    override val entries: Set<Map.Entry<String, JsonElement>> get() = tree.entries

    override fun containsKey(key: String): Boolean = tree.containsKey(key)

    override fun get(key: String): JsonElement? = tree[key]
}

/** The JSON value that stands in [text] from [from] until [to]. */
internal fun parseSlice(text: ByteArray, from: Int, to: Int): JsonElement =
    Json.parseToJsonElement(String(text, from, to - from, Charsets.UTF_8))
