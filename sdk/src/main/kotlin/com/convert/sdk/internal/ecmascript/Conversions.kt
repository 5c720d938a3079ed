package com.convert.sdk.internal.ecmascript

import java.util.Collections
import java.util.IdentityHashMap

private const val OBJECT_TEXT = "[object Object]"

/** JavaScript's `String(value)`; `[object Object]` also where JavaScript throws. */
internal fun toText(value: Any?): String = toTextOrNull(value) ?: OBJECT_TEXT

/** JavaScript's `String(value)`, or null where it throws: for an object with a member of its own called `toString`. */
internal fun toTextOrNull(value: Any?): String? = when (value) {
    is String -> value
    null -> "null"
    is Boolean -> value.toString()
    is Number -> numberToText(value.toDouble())
    is Map<*, *> -> if (value.hasKey("toString")) null else OBJECT_TEXT
    is List<*> -> ListText().joined(value, value)
    else -> when (val plain = plainValue(value)) {
        is List<*> -> ListText().joined(plain, value)
        else -> plain.toString()
    }
}

/** JavaScript's `Number(value)`; NaN also where JavaScript throws. */
internal fun toNumber(value: Any?): Double = when (value) {
    null -> 0.0
    is Number -> value.toDouble()
    is Boolean -> if (value) 1.0 else 0.0
    else -> textToNumber(toText(value))
}

/** Whether [value] counts as true in a JavaScript condition. */
internal fun isTruthy(value: Any?): Boolean = when (val plain = plainValue(value)) {
    null -> false
    is Boolean -> plain
    is String -> plain.isNotEmpty()
    is Number -> plain.toDouble().let { it != 0.0 && !it.isNaN() }
    else -> true
}

/** `Array.prototype.join`: a list met again inside itself is empty, and depth costs memory but no stack. */
private class ListText {
    private val text = StringBuilder()
    private val open = ArrayDeque<OpenList>()
    private val owners: MutableSet<Any> = Collections.newSetFromMap(IdentityHashMap())

    fun joined(list: List<*>, owner: Any): String? {
        enter(list, owner)
        while (open.isNotEmpty()) {
            val current = open.last()
            if (!current.items.hasNext()) {
                leave(current)
            } else if (!append(current)) {
                return null
            }
        }
        return text.toString()
    }

    private fun append(current: OpenList): Boolean {
        if (current.started) text.append(',')
        current.started = true
        val item = current.items.next() ?: return true
        when (val plain = plainValue(item)) {
            is List<*> -> enter(plain, item)
            else -> text.append(toTextOrNull(plain) ?: return false)
        }
        return true
    }

    private fun enter(list: List<*>, owner: Any) {
        if (owners.add(owner)) open.addLast(OpenList(list.iterator(), owner))
    }

    private fun leave(list: OpenList) {
        open.removeLast()
        owners.remove(list.owner)
    }
}

private class OpenList(val items: Iterator<*>, val owner: Any) {
    var started: Boolean = false
}
