package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.ecmascript.isTruthy
import com.convert.sdk.internal.json.toPlain
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The list [name] of [parent], at [path] or at the top. No list, or `null` for one, is an empty list. */
internal fun list(parent: JsonObject, name: String, path: ItemPath?): List<JsonElement> {
    val list = parent[name]?.takeUnless { it is JsonNull } ?: return emptyList()
    if (list is JsonArray) return list
    val parentPath = path?.toString() ?: "$"
    throw InvalidConfigException("$parentPath.$name", "a list")
}

/** What [read] makes of the objects of the list [name]. */
internal inline fun <T : Any> items(
    parent: JsonObject,
    name: String,
    path: ItemPath?,
    read: (JsonObject, ItemPath) -> T?,
): List<T> {
    val list = list(parent, name, path)
    val strange = list.indexOfFirst { it !is JsonObject }
    if (strange >= 0) throw InvalidConfigException("${ItemPath(path, name, strange)}", "an object")
    val items = ArrayList<T>(list.size)
    list.forEachIndexed { index, item -> read(item as JsonObject, ItemPath(path, name, index))?.let(items::add) }
    return items
}

internal inline fun identity(value: JsonElement?, path: () -> String): String =
    value?.let(::scalarText)?.takeIf { it.isNotEmpty() }
        ?: throw InvalidConfigException(path(), "text that is not empty, or a number")

internal fun key(json: JsonObject, path: ItemPath): String? {
    val key = json["key"]?.takeUnless { it is JsonNull } ?: return null
    return scalarText(key) ?: throw InvalidConfigException("$path.key", "text or a number")
}

internal fun texts(list: JsonElement?): List<String> = (list as? JsonArray).orEmpty().mapNotNull(::scalarText)

internal fun text(value: JsonElement?): String? = (value as? JsonPrimitive)?.takeIf { it.isString }?.content

/** The text of a text or a number. */
internal fun scalarText(value: JsonElement): String? = (value as? JsonPrimitive)
    ?.takeIf { it.isString || it !is JsonNull && it.content != "true" && it.content != "false" }?.content

/** The plain value, or `null` where JavaScript would take it for false. */
internal fun JsonElement?.truthy(): Any? = this?.toPlain()?.takeIf(::isTruthy)
