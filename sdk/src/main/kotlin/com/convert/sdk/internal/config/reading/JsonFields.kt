package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.ecmascript.isTruthy

/** What [read] makes of the objects of the list [name]. No list, or `null` for one, is an empty list. */
internal inline fun <T : Any> items(
    parent: JsonNode,
    name: String,
    path: ItemPath,
    read: (JsonNode, ItemPath) -> T?,
): List<T> {
    val list = parent[name]?.takeUnless { it.isNull } ?: return emptyList()
    if (!list.isList) throw InvalidConfigException("$path.$name", "a list")
    val items = list.items()
    val strange = items.indexOfFirst { !it.isObject }
    if (strange >= 0) throw InvalidConfigException("${ItemPath(path, name, strange)}", "an object")
    val made = ArrayList<T>(items.size)
    items.forEachIndexed { index, item -> read(item, ItemPath(path, name, index))?.let(made::add) }
    return made
}

internal inline fun identity(value: JsonNode?, path: () -> String): String =
    value?.scalarText?.takeIf { it.isNotEmpty() }
        ?: throw InvalidConfigException(path(), "text that is not empty, or a number")

internal fun key(json: JsonNode, path: ItemPath): String? {
    val key = json["key"]?.takeUnless { it.isNull } ?: return null
    return key.scalarText ?: throw InvalidConfigException("$path.key", "text or a number")
}

internal fun texts(list: JsonNode?): List<String> =
    list?.takeIf { it.isList }?.items().orEmpty().mapNotNull { it.scalarText }

/** The plain value, or `null` where JavaScript would take it for false. */
internal fun JsonNode?.truthy(): Any? = this?.toPlain()?.takeIf(::isTruthy)
