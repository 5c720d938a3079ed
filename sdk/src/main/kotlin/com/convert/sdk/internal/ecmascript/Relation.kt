package com.convert.sdk.internal.ecmascript

/**
 * JavaScript's `left < right` (`<=` when [orEqual]) for two values of one `typeof`, or null where it throws. Null,
 * lists and maps are all objects there: they compare as text when both have one, else as numbers.
 */
internal fun isLess(left: Any?, right: Any?, orEqual: Boolean): Boolean? {
    val first = primitive(left)
    val second = primitive(right)
    if (first === NoPrimitive || second === NoPrimitive) return null
    if (first is String && second is String) return isTextLess(first, second, orEqual)
    return isNumberLess(toNumber(first), toNumber(second), orEqual)
}

/** By UTF-16 code units, as JavaScript orders strings. */
internal fun isTextLess(left: String, right: String, orEqual: Boolean): Boolean {
    val order = left.compareTo(right)
    return order < 0 || (orEqual && order == 0)
}

/** False when either is NaN. */
internal fun isNumberLess(left: Double, right: Double, orEqual: Boolean): Boolean =
    if (orEqual) left <= right else left < right

private object NoPrimitive

private fun primitive(value: Any?): Any? = when (val plain = plainValue(value)) {
    is Map<*, *>, is List<*> -> toTextOrNull(plain) ?: NoPrimitive
    else -> plain
}
