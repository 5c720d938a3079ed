package com.convert.sdk.internal.text

private const val LONGEST = 64
private const val LETTERS_A_SLIP = 3

/**
 * The one of [names] that the author of [name] most likely meant; `null` when none is near: about one slip for
 * each three letters. Case does not count.
 */
internal fun nearest(name: String, names: Collection<String>): String? {
    if (name.length > LONGEST) return null
    val allowed = 1 + name.length / LETTERS_A_SLIP
    return names.filter { it.length <= LONGEST && Math.abs(it.length - name.length) <= allowed }
        .map { it to slips(name.lowercase(), it.lowercase()) }
        .filter { (_, slips) -> slips <= allowed }
        .minByOrNull { (_, slips) -> slips }?.first
}

/** Letters to add, leave out or change that make [other] of [name]: Levenshtein's distance. */
private fun slips(name: String, other: String): Int {
    var above = IntArray(other.length + 1) { it }
    for (row in 1..name.length) {
        val line = IntArray(other.length + 1)
        line[0] = row
        for (column in 1..other.length) {
            val changed = above[column - 1] + if (name[row - 1] == other[column - 1]) 0 else 1
            line[column] = minOf(changed, above[column] + 1, line[column - 1] + 1)
        }
        above = line
    }
    return above[other.length]
}
