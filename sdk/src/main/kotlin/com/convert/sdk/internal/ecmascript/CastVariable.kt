package com.convert.sdk.internal.ecmascript

private const val MAX_SAFE = 9007199254740992.0

/**
 * The value of a feature's variable in the type that the feature declares for it. Nothing is refused: what cannot be
 * read is NaN as a number and text as JSON, and an unknown [type] leaves the value as it is.
 */
internal fun castVariable(value: Any?, type: String): Any? = when (type) {
    "boolean" -> castBoolean(value)
    "float" -> if (value is Boolean) toNumber(value) else parseFloatText(toText(value))
    "integer" -> castInteger(value)
    "json" -> castJson(value)
    "string" -> toText(value)
    else -> value
}

private fun castBoolean(value: Any?): Boolean = when (val plain = plainValue(value)) {
    "true" -> true
    "false" -> false
    else -> isTruthy(plain)
}

/** A Long as long as a JavaScript number counts exactly, else a Double. */
private fun castInteger(value: Any?): Any {
    val number = if (value is Boolean) toNumber(value) else parseIntText(toText(value))
    return if (Math.abs(number) <= MAX_SAFE) number.toLong() else number
}

private fun castJson(value: Any?): Any? = when (val plain = plainValue(value)) {
    null, is Map<*, *>, is List<*> -> plain
    else -> parseJsonOrKeep(toText(plain))
}

private fun parseJsonOrKeep(text: String): Any? = try {
    parseJson(text)
} catch (_: JsonSyntaxException) {
    text
}
