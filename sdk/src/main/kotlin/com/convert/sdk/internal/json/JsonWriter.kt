package com.convert.sdk.internal.json

import java.math.BigDecimal

/**
 * Collects JSON text as JavaScript's `JSON.stringify` writes it: no spaces, numbers in JavaScript's form, and half of a
 * surrogate pair as an escape, so that it survives the way through UTF-8.
 */
internal class JsonWriter(expectedLength: Int = 0) {
    private val text = StringBuilder(expectedLength)

    fun raw(json: String): JsonWriter = apply { text.append(json) }

    /** Comma-separated [items] between brackets. */
    inline fun <T> list(items: Iterable<T>, write: (T) -> Unit): JsonWriter = between('[', items, ']', write)

    /** Comma-separated members between braces; [write] writes name and value of one. */
    inline fun <T> members(items: Iterable<T>, write: (T) -> Unit): JsonWriter = between('{', items, '}', write)

    fun name(name: String): JsonWriter = string(name).raw(":")

    fun value(value: Any?): JsonWriter = apply {
        when (value) {
            null -> text.append("null")
            is Map<*, *> -> members(value.entries) { (key, item) -> name(key.toString()).value(item) }
            is Iterable<*> -> list(value) { value(it) }
            is Boolean -> text.append(value)
            is Number -> text.append(jsonNumber(value))
            else -> string(value.toString())
        }
    }

    fun string(value: String): JsonWriter = apply {
        text.append('"')
        if (value.none { it.needsEscape }) text.append(value) else escaped(value)
        text.append('"')
    }

    private fun escaped(value: String) = value.forEachIndexed { index, char ->
        when {
            char == '"' || char == '\\' -> text.append('\\').append(char)
            char < ' ' -> text.append(CONTROL_ESCAPES[char] ?: unicodeEscape(char))
            char.isSurrogate() && value.isUnpaired(index) -> text.append(unicodeEscape(char))
            else -> text.append(char)
        }
    }

    override fun toString(): String = text.toString()

    private inline fun <T> between(open: Char, items: Iterable<T>, close: Char, write: (T) -> Unit) = apply {
        text.append(open)
        items.forEachIndexed { index, item ->
            if (index > 0) text.append(',')
            write(item)
        }
        text.append(close)
    }
}

/**
 * [value] in JavaScript's form, the same number to the last bit; `null` when it is not finite, as `JSON.stringify` has
 * it.
 */
internal fun jsonNumber(value: Number): String = when (value) {
    is Double -> jsonDouble(value)
    is Float -> jsonDouble(value.toString().toDouble())
    else -> value.toString()
}

private fun jsonDouble(value: Double): String {
    if (!value.isFinite()) return "null"
    if (value == 0.0) return "0"
    val digits = BigDecimal(value.toString()).stripTrailingZeros()
    val exponent = digits.precision() - digits.scale() - 1
    if (exponent in SMALLEST_PLAIN_EXPONENT..LARGEST_PLAIN_EXPONENT) return digits.toPlainString()
    val mantissa = digits.movePointLeft(exponent).toPlainString()
    return mantissa + (if (exponent < 0) "e" else "e+") + exponent
}

private const val SMALLEST_PLAIN_EXPONENT = -6
private const val LARGEST_PLAIN_EXPONENT = 20

private val CONTROL_ESCAPES = mapOf('\b' to "\\b", '\t' to "\\t", '\n' to "\\n", '\u000C' to "\\f", '\r' to "\\r")

/** Or may need it, for half of a pair. */
private val Char.needsEscape: Boolean get() = this < ' ' || this == '"' || this == '\\' || isSurrogate()

private fun unicodeEscape(char: Char): String = "\\u" + char.code.toString(radix = 16).padStart(length = 4, '0')

private fun String.isUnpaired(index: Int): Boolean = when {
    this[index].isHighSurrogate() -> index + 1 == length || !this[index + 1].isLowSurrogate()
    else -> index == 0 || !this[index - 1].isHighSurrogate()
}
