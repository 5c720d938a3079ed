package com.convert.sdk.internal.runtime

private const val LONGEST_SHOWN = 64

/** A name that a caller gave, fit for one line of a log: short, and without control characters. */
internal fun String.shown(): String {
    val start = if (length <= LONGEST_SHOWN) this else take(LONGEST_SHOWN) + "…"
    return if (start.none(Char::isISOControl)) start else start.map { if (it.isISOControl()) '?' else it }.joinToString("")
}
