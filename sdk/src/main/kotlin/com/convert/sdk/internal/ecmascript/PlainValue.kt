package com.convert.sdk.internal.ecmascript

/*
 * A plain value is what JSON can hold: String, Boolean, any Number (seen as a JavaScript number, so as a Double), null,
 * Map and List. Whatever else arrives counts as its text; callers' arrays were copied to lists before.
 */

/** [value] as one of String, Boolean, Number, null, Map or List. */
internal fun plainValue(value: Any?): Any? = when (value) {
    null, is String, is Boolean, is Number, is Map<*, *>, is List<*> -> value
    else -> value.toString()
}

/** Whether the map holds [name] among its keys, whatever the type of its keys and the order it keeps them in. */
internal fun Map<*, *>.hasKey(name: String): Boolean = keys.any { it.toString() == name }

/** JavaScript's `===` for plain values that were read at different times: two lists or maps are never the same one. */
internal fun strictlyEqual(left: Any?, right: Any?): Boolean = when (left) {
    null -> right == null
    is String, is Boolean -> left == right
    is Number -> right is Number && sameNumber(left.toDouble(), right.toDouble())
    else -> false
}

// On primitives, so that NaN differs from itself and -0 equals 0; Double.equals has it the other way round.
private fun sameNumber(left: Double, right: Double): Boolean = left == right
