package com.convert.sdk.internal.text

private const val LONGEST_SHOWN = 64

/** A name that a caller gave, fit for one line of a log: short, and without control characters. */
internal fun String.shown(): String {
    val start = if (length <= LONGEST_SHOWN) this else take(LONGEST_SHOWN) + "…"
    return String(CharArray(start.length) { if (start[it].isISOControl()) '?' else start[it] })
}
