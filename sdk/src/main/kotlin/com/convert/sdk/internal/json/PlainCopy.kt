package com.convert.sdk.internal.json

import kotlinx.serialization.json.JsonPrimitive
import java.math.BigDecimal
import java.math.MathContext
import java.math.RoundingMode
import java.nio.file.Path
import java.util.Collections

/** Stands for a value that is too deep or too large, or that failed while it was read: it counts as not given. */
internal object LeftOut

/** Is told of values that were [LeftOut]. */
internal fun interface ValueWarnings {
    fun valueLeftOut()

    companion object {
        val NONE: ValueWarnings = ValueWarnings { }
    }
}

/**
 * A copy of a caller's value as JSON could say it, which nobody can change: text, booleans, finite numbers, `null`, and
 * read-only lists and maps of these. [LeftOut] when there is none. Never throws, whatever the value does.
 *
 * A set, an array or any other `Iterable` is a list; a map's keys are their texts; a `Float` is its shortest decimal;
 * an infinity, NaN and everything else is its text.
 */
internal fun plainCopy(value: Any?): Any? = when (value) {
    null, is Boolean, is Int, is Long -> value
    is String -> if (value.length <= MAX_TEXT) value else LeftOut
    is Double -> if (value.isFinite()) value else value.toString()
    else -> attempt { PlainCopy().of(value) }
}

/** The text of a map's key; a whole number has no fraction. */
internal fun keyText(key: Any?): String = when (key) {
    is String -> key
    is Double -> if (key == Math.rint(key) && Math.abs(key) < MAX_WHOLE) key.toLong().toString() else key.toString()
    is Float -> keyText(shortestDecimal(key))
    else -> key.toString()
}

/** What [read] gives, or [LeftOut]. Tries again: another thread may be changing what is read. */
private inline fun attempt(read: () -> Any?): Any? {
    repeat(ATTEMPTS) {
        try {
            return read()
        } catch (_: BeyondLimit) {
            return LeftOut
        } catch (_: Throwable) {
            // Thrown by code of the caller's, an Error such as StackOverflowError included.
        }
    }
    return LeftOut
}

private class BeyondLimit : Exception(null, null, false, false)

/** Copies one value, and counts what it has copied: an iterator may never end, and a map may hold itself. */
private class PlainCopy {
    private var elements = 0
    private var characters = 0

    fun of(value: Any?, depth: Int = 0): Any? {
        if (++elements > MAX_ELEMENTS) throw BeyondLimit()
        return when (value) {
            null, is Boolean, is Int, is Long, is Short, is Byte -> value
            is String -> text(value)
            is Number -> number(value)
            is Map<*, *> -> map(value, depth + 1)
            is JsonPrimitive -> of(value.toPlain(), depth)
            // One that is its own only element.
            is Path -> text(value.toString())
            is Iterable<*> -> list(value.iterator(), depth + 1)
            else -> arrayAsList(value)?.let { list(it.iterator(), depth + 1) } ?: text(value.toString())
        }
    }

    private fun list(items: Iterator<*>, depth: Int): List<Any?> {
        if (depth > MAX_DEPTH) throw BeyondLimit()
        val copy = ArrayList<Any?>()
        for (item in items) copy.add(of(item, depth))
        return Collections.unmodifiableList(copy)
    }

    private fun map(entries: Map<*, *>, depth: Int): Map<String, Any?> {
        if (depth > MAX_DEPTH) throw BeyondLimit()
        val copy = LinkedHashMap<String, Any?>()
        for ((key, item) in entries) copy[text(keyText(key))] = of(item, depth)
        return Collections.unmodifiableMap(copy)
    }

    private fun text(text: String): String {
        characters += minOf(text.length, MAX_TEXT + 1)
        return if (characters <= MAX_TEXT) text else throw BeyondLimit()
    }

    /** One that counts on, such as an `AtomicInteger`, is what it is now. */
    private fun number(number: Number): Any {
        val value = if (number is Float) shortestDecimal(number) else number.toDouble()
        val whole = number.toLong()
        return when {
            !value.isFinite() -> value.toString()
            number is Double || number is Float || whole.toDouble() != value -> value
            else -> whole
        }
    }
}

/** The elements of an array of any kind, seen through; `null` when [value] is no array. */
internal fun arrayAsList(value: Any): List<Any?>? = when (value) {
    is Array<*> -> value.asList()
    is IntArray -> value.asList()
    is LongArray -> value.asList()
    is DoubleArray -> value.asList()
    is FloatArray -> value.asList()
    is BooleanArray -> value.asList()
    is CharArray -> value.asList()
    is ShortArray -> value.asList()
    is ByteArray -> value.asList()
    else -> null
}

/** The number with the fewest digits that a float stands for: 0.1 rather than 0.10000000149011612. */
internal fun shortestDecimal(value: Float): Double {
    if (!value.isFinite() || value == Math.rint(value.toDouble()).toFloat()) return value.toDouble()
    val exact = BigDecimal(value.toDouble())
    return (1..MAX_FLOAT_DIGITS).asSequence().map { exact.round(MathContext(it, RoundingMode.HALF_EVEN)) }
        .firstOrNull { it.toFloat() == value }?.toDouble() ?: value.toDouble()
}

/** How deep lists and maps may be nested in a value. */
internal const val MAX_DEPTH: Int = 32

/** Values and maps' keys that one value may consist of. */
internal const val MAX_ELEMENTS: Int = 10_000

/** Characters that the texts of a value may have together. */
internal const val MAX_TEXT: Int = 1_000_000

internal const val ATTEMPTS: Int = 3
private const val MAX_FLOAT_DIGITS = 9
private const val MAX_WHOLE = 9007199254740992.0
