package com.convert.sdk.inspect

/** A field that differs; [had] and [has] say whether it was there, and is. */
internal class FieldChange(
    val path: String,
    val had: Boolean,
    val has: Boolean,
    val before: Any?,
    val after: Any?,
)

/** The fields in which two objects differ, the innermost ones; items of lists are told apart by their ids. */
internal fun fields(before: Map<String, Any?>, after: Map<String, Any?>): List<FieldChange> =
    ArrayList<FieldChange>().also { compareMaps("", before, after, it) }

private fun compare(path: String, before: Any?, after: Any?, into: MutableList<FieldChange>) {
    when {
        before is Map<*, *> && after is Map<*, *> -> compareMaps(path, before, after, into)
        before is List<*> && after is List<*> -> compareLists(path, before, after, into)
        !same(before, after) -> into += FieldChange(path, had = true, has = true, before, after)
    }
}

private fun compareMaps(path: String, before: Map<*, *>, after: Map<*, *>, into: MutableList<FieldChange>) {
    for (name in before.keys + after.keys) {
        val inner = if (path.isEmpty()) "$name" else "$path.$name"
        if (name in before && name in after) {
            compare(inner, before[name], after[name], into)
        } else {
            into += FieldChange(inner, name in before, name in after, before[name], after[name])
        }
    }
}

private fun compareLists(path: String, before: List<*>, after: List<*>, into: MutableList<FieldChange>) {
    val olds = identified(before)
    val news = identified(after)
    if (olds == null || news == null) {
        if (before.size == after.size) {
            before.indices.forEach { compare("$path[$it]", before[it], after[it], into) }
        } else {
            into += FieldChange(path, had = true, has = true, before, after)
        }
        return
    }
    for (id in olds.keys + news.keys) {
        val name = "$path[$id]"
        if (id in olds && id in news) {
            compare(name, olds[id], news[id], into)
        } else {
            into += FieldChange(name, id in olds, id in news, olds[id], news[id])
        }
    }
    val order = olds.keys.filter(news::containsKey) to news.keys.filter(olds::containsKey)
    if (order.first != order.second) {
        into += FieldChange("$path (order)", had = true, has = true, order.first, order.second)
    }
}

/** By their ids; `null` when one has none, or two share one. */
private fun identified(items: List<*>): Map<String, Any?>? {
    val found = LinkedHashMap<String, Any?>()
    for (item in items) {
        val id = (item as? Map<*, *>)?.get("id") ?: return null
        if (found.put("$id", item) != null) return null
    }
    return found
}

/** `50` and `50.0` are one number to every SDK. */
private fun same(before: Any?, after: Any?): Boolean =
    if (before is Number && after is Number) before.toDouble() == after.toDouble() else before == after
