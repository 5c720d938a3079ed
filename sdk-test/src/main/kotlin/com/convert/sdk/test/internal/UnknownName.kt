package com.convert.sdk.test.internal

/** Refuses a [name] that is not among [known], and says which one of them was probably meant. */
internal fun requireKnown(kind: String, name: String, known: Collection<String>) {
    if (name !in known) throw IllegalArgumentException(unknown(kind, name, known))
}

private fun unknown(kind: String, name: String, known: Collection<String>): String {
    if (known.isEmpty()) return "There is no $kind \"$name\": the configuration has none at all."
    val nearest = known.minBy { distance(name.lowercase(), it.lowercase()) }
    val all = known.sorted().joinToString(limit = LISTED) { "\"$it\"" }
    return "There is no $kind \"$name\". Did you mean \"$nearest\"? Known: $all."
}

/** Levenshtein's: how many characters to add, drop or replace. */
private fun distance(a: String, b: String): Int {
    var previous = IntArray(b.length + 1) { it }
    for (i in 1..a.length) {
        val current = IntArray(b.length + 1)
        current[0] = i
        for (j in 1..b.length) {
            val replaced = previous[j - 1] + if (a[i - 1] == b[j - 1]) 0 else 1
            current[j] = minOf(replaced, previous[j] + 1, current[j - 1] + 1)
        }
        previous = current
    }
    return previous[b.length]
}

private const val LISTED = 20
