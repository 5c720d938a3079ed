package com.convert.sdk.internal.tracking

import com.convert.sdk.ConversionOptions
import com.convert.sdk.error.ConversionDataException
import java.math.BigDecimal
import java.math.BigInteger

/**
 * The goal data of [options], revenue first and then the conversion data in its own order, without the keys that the
 * service has no use for. Numbers come out as `Long`, `Double`, `BigInteger` or `BigDecimal`.
 *
 * @throws ConversionDataException when a value, also one that would not be sent, is not text, a boolean or a number.
 */
internal fun goalDataOf(options: ConversionOptions): List<Pair<String, Any>> {
    val revenue = options.revenue?.let { listOf(AMOUNT to checked("revenue", it)) }.orEmpty()
    val data = options.conversionData.map { (key, value) -> key to checked(key, value) }
    return revenue + data.filter { (key, _) -> key in GOAL_DATA_KEYS && !(key == AMOUNT && revenue.isNotEmpty()) }
}

private fun checked(key: String, value: Any?): Any = when (value) {
    is String, is Boolean, is Long, is BigInteger, is BigDecimal -> value
    is Double -> finite(key, value)
    // Through its text: the digits that were written, not the nearest double's.
    is Float -> finite(key, value.toString().toDouble())
    is Int, is Short, is Byte -> value.toLong()
    is Number -> finite(key, value.toDouble())
    else -> throw ConversionDataException(key, "expected text, a number or a boolean, was ${kindOf(value)}")
}

private fun finite(key: String, value: Double): Double {
    if (value.isFinite()) return value
    throw ConversionDataException(key, "expected a finite number")
}

private fun kindOf(value: Any?): String = when (value) {
    null -> "null"
    is Map<*, *> -> "a map"
    is Iterable<*>, is Array<*> -> "a list"
    else -> "an object"
}

private const val AMOUNT = "amount"

private val GOAL_DATA_KEYS = setOf(AMOUNT, "productsCount", "transactionId") + (1..5).map { "customDimension$it" }
