package com.convert.sdk.inspect

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.math.BigDecimal
import java.math.MathContext
import java.util.Locale

private val printable = ' '..'~'

/** Numbers, shares and names as all reports write them. */
internal fun grouped(count: Long): String = String.format(Locale.ROOT, "%,d", count)

internal fun percent(share: Double): String = String.format(Locale.ROOT, "%.2f %%", share * 100)

internal fun pText(p: Double): String =
    if (p < SMALLEST_SHOWN) "below 0.0001" else String.format(Locale.ROOT, "= %.4f", p)

internal fun twoDigits(number: Double): String =
    BigDecimal(number).round(MathContext(2)).stripTrailingZeros().toPlainString()

internal fun counted(count: Int, thing: String): String = if (count == 1) "1 $thing" else "$count ${thing}s"

/** Names come from a configuration: what a terminal could take for a command is shown as its code. */
internal fun shown(text: String): String = buildString(text.length) {
    for (char in text) {
        val isPlain = char in printable || char.isLetterOrDigit()
        if (isPlain) append(char) else append(String.format(Locale.ROOT, "\\u%04x", char.code))
    }
}

internal fun quoted(text: String): String = "'${shown(text)}'"

/** A value of the configuration in a few characters. */
internal fun brief(value: Any?): String {
    val text = when (value) {
        is String -> quoted(value)
        else -> shown(plainJson(value).toString())
    }
    return if (text.length <= LONGEST_BRIEF) text else text.take(LONGEST_BRIEF - 3) + "..."
}

/** What kind of value it is, in JSON's words. */
internal fun kindOf(value: Any?): String = when (value) {
    null -> "null"
    is CharSequence, is Char -> "text"
    is Number -> "number"
    is Boolean -> "boolean"
    is Map<*, *> -> "object"
    is Iterable<*>, is Array<*> -> "list"
    else -> if (value.javaClass.isArray) "list" else "text"
}

internal fun plainJson(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is Boolean -> JsonPrimitive(value)
    is Number -> JsonPrimitive(value)
    is Map<*, *> -> JsonObject(value.entries.associate { (name, item) -> name.toString() to plainJson(item) })
    is Iterable<*> -> JsonArray(value.map(::plainJson))
    else -> JsonPrimitive(value.toString())
}

/** Rows in columns; those of [right] are aligned at their ends. The first row is the head. */
internal fun columns(rows: List<List<String>>, right: Set<Int> = emptySet()): List<String> {
    val widths = List(rows.maxOf { it.size }) { column -> rows.maxOf { it.getOrElse(column) { "" }.length } }
    return rows.map { row ->
        row.withIndex().joinToString("  ") { (column, cell) ->
            if (column in right) cell.padStart(widths[column]) else cell.padEnd(widths[column])
        }.trimEnd()
    }
}

private const val SMALLEST_SHOWN = 0.0001
private const val LONGEST_BRIEF = 60
