package com.convert.sdk.internal.ecmascript.regex

import java.util.Locale

/**
 * Which code units the flag `i` treats as one, by ECMAScript's Canonicalize without the flag `u`: the upper case of a
 * single code unit, unless that is longer than one unit or takes a non-ASCII unit into ASCII.
 */
internal object CaseTable {
    private const val ASCII_END = 0x80
    private const val CASE_BIT = 0x20

    /**
     * Lower and upper case of the pairs that joined Unicode after version 13, the one of JDK 17. With them the answer
     * is that of Unicode 17 on every JDK.
     */
    private const val RECENT_PAIRS =
        "\u019B\uA7DC\u0264\uA7CB\u1C8A\u1C89\u2C5F\u2C2F\uA7C1\uA7C0\uA7CD\uA7CC\uA7CF\uA7CE" +
            "\uA7D1\uA7D0\uA7D3\uA7D2\uA7D5\uA7D4\uA7D7\uA7D6\uA7D9\uA7D8\uA7DB\uA7DA"

    /** Non-ASCII units that share their canonical unit with another one, in order, and that canonical unit. */
    private val units: CharArray
    private val canonical: CharArray

    /** The same pairs ordered by canonical unit, to find a unit's equivalents. */
    private val unitsByCanonical: CharArray
    private val canonicalSorted: CharArray

    init {
        val recent = RECENT_PAIRS.chunked(2).associate { it[0] to it[1] }
        val lower = (ASCII_END..Char.MAX_VALUE.code).filter { upperCase(it.toChar(), recent) != it.toChar() }
        val pairs = lower.map { it.toChar() }.map { it to upperCase(it, recent) }
            .let { cased -> cased + cased.map { it.second }.distinct().map { it to it } }
            .sortedBy { it.first }
        units = CharArray(pairs.size) { pairs[it].first }
        canonical = CharArray(pairs.size) { pairs[it].second }
        val byCanonical = pairs.sortedBy { it.second }
        unitsByCanonical = CharArray(pairs.size) { byCanonical[it].first }
        canonicalSorted = CharArray(pairs.size) { byCanonical[it].second }
    }

    fun canonicalize(unit: Char): Char = when {
        unit in 'a'..'z' -> unit - CASE_BIT
        unit.code < ASCII_END -> unit
        else -> units.binarySearch(unit).let { if (it >= 0) canonical[it] else unit }
    }

    /** Calls [action] with ranges that make up all units that equal one of [first]..[last] when case is ignored. */
    inline fun forEachEquivalent(first: Char, last: Char, action: (Char, Char) -> Unit) {
        action(first, last)
        if (first <= 'z') forEachAsciiEquivalent(first, last, action)
        if (last.code < ASCII_END) return
        var index = units.binarySearch(first).let { if (it < 0) -it - 1 else it }
        while (index < units.size && units[index] <= last) {
            var other = firstWithCanonical(canonical[index])
            while (other < units.size && canonicalSorted[other] == canonical[index]) {
                val unit = unitsByCanonical[other]
                if (unit !in first..last) action(unit, unit)
                other++
            }
            index++
        }
    }

    private inline fun forEachAsciiEquivalent(first: Char, last: Char, action: (Char, Char) -> Unit) {
        val upperFirst = maxOf(first, 'A')
        val upperLast = minOf(last, 'Z')
        if (upperFirst <= upperLast) action(upperFirst + CASE_BIT, upperLast + CASE_BIT)
        val lowerFirst = maxOf(first, 'a')
        val lowerLast = minOf(last, 'z')
        if (lowerFirst <= lowerLast) action(lowerFirst - CASE_BIT, lowerLast - CASE_BIT)
    }

    private fun firstWithCanonical(unit: Char): Int {
        var low = 0
        var high = canonicalSorted.size
        while (low < high) {
            val middle = (low + high) ushr 1
            if (canonicalSorted[middle] < unit) low = middle + 1 else high = middle
        }
        return low
    }

    private fun upperCase(unit: Char, recent: Map<Char, Char>): Char {
        if (Character.toUpperCase(unit) == unit) return recent[unit] ?: unit
        val full = unit.toString().uppercase(Locale.ROOT)
        return if (full.length != 1 || full[0].code < ASCII_END) unit else full[0]
    }
}
