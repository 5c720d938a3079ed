package com.convert.sdk.parity.live

/** Regular expressions of JavaScript's dialect, sound and broken, and texts to try them on. */
internal object Patterns {
    private val atoms = listOf(
        "a", "b", "k", "\u212A", "S", "ſ", "ß", "i", "İ", "ı", "Σ", "ς", ".", "\\d", "\\D", "\\w", "\\W", "\\s",
        "\\S", "\\b", "\\B", "^", "$", "\\n", "\\t", "\\v", "\\0", "\\00", "\\x41", "\\x4", "\\u0041", "\\u{41}",
        "\\u004", "\\cA", "\\c", "\\c1", "\\1", "\\2", "\\8", "\\10", "\\k", "\\k<n>", "\\-", "\\_", "\\e", "\\p{L}",
        "]", "{", "}", "{1", "{,2}", "/", "\\/", "\\\\", "\uD83D", "\uDE00", "😀", "é", "e\u0301", "\u2028", "\u0085",
        "-", "x", "0", "9", " ", "\uFEFF", "_", "\\uD83D\\uDE00", "\\ud83d",
    )
    private val classItems = listOf(
        "a", "z", "A-Z", "a-c", "0-9", "\\d", "\\w-", "\\s", "\\S", "\\b", "-", "^", ".", "\\]", "\\cA", "\\c",
        "\\c_", "\\x41-\\x43", "\\u0100-\\u0200", "z-a", "\\d-x", "\\1", "\\8", "[", "(", "\u212A", "ß", "é",
        "\uD83D\uDE00", "\uD83D", "\\-", "\\k", " ", "\u017F", "İ", "\\W", "\\0", "\\u{61}",
    )
    private val quantifiers = listOf(
        "*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,2}", "{0,1}", "{2,}", "{1,3}?", "{2,1}", "{", "{,3}",
        "{1,2", "{ 1}",
    )
    private val bounded = listOf("?", "??", "{2}", "{0}", "{1,2}", "{0,1}", "{1,2}?", "{2,1}", "{", "{ 1}")
    private val groups = listOf(
        "(", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>", "(?<m>", "(?<n", "(?>", "(?#", "(?<1>", "(?<é>",
    )

    private val inputs = listOf(
        "a", "b", "A", "ab", "aa", "k", "K", "\u212A", "s", "S", "ſ", "ß", "ẞ", "ss", "i", "I", "İ", "ı", "Σ", "σ",
        "ς", "0", "9", "_", " ", "\n", "\r", "\t", "\u000B", "\u0000", "\u00A0", "\uFEFF", "\u2028", "\u0085",
        "\u180E", "-", "]", "{", "}", "/", "\\", "^", "$", ".", "😀", "\uD83D", "\uDE00", "é", "e\u0301", "x", "xy",
        "\u0001", "c", "u", "d", "{1", "{,2}", "u{41}", "p{L}", "k<n>", "8", "\u0008", "abc", "Z",
    )

    /**
     * [loops] lets groups repeat without end. Node may then take exponential time, so that [input] has to be short.
     */
    fun pattern(dice: Dice, loops: Boolean = false): String = Maker(dice, loops).alternatives(2)

    fun input(dice: Dice): String = List(dice.below(9)) { dice.pick(inputs) }.joinToString("")

    private class Maker(private val dice: Dice, private val loops: Boolean) {
        fun alternatives(depth: Int): String =
            List(if (dice.chance(75)) 1 else 2) { sequence(depth) }.joinToString("|")

        private fun sequence(depth: Int) = List(dice.below(4)) { term(depth) }.joinToString("")

        private fun term(depth: Int): String {
            if (depth > 0 && dice.chance(20)) return group(depth) + quantifier(if (loops) quantifiers else bounded)
            return (if (dice.chance(75)) dice.pick(atoms) else characterClass()) + quantifier(quantifiers)
        }

        private fun quantifier(from: List<String>) = if (dice.chance(35)) dice.pick(from) else ""

        private fun characterClass(): String {
            val start = if (dice.chance(30)) "[^" else "["
            val end = if (dice.chance(97)) "]" else ""
            return start + List(dice.below(4)) { dice.pick(classItems) }.joinToString("") + end
        }

        private fun group(depth: Int): String {
            val start = if (dice.chance(50)) dice.pick(groups.take(4)) else dice.pick(groups)
            val end = if (dice.chance(97)) ")" else ""
            return start + alternatives(depth - 1) + end
        }
    }
}
