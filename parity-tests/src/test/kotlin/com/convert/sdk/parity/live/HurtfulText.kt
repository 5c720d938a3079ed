package com.convert.sdk.parity.live

/** Text that two languages are likely to treat differently. */
internal object HurtfulText {
    /** Letters whose case, length or width is special, halves of surrogate pairs, and what looks like space. */
    val letters: List<String> = listOf(
        "a", "b", "Z", "k", "K", "\u212A", "i", "I", "\u0130", "\u0131", "ß", "\u1E9E", "Σ", "σ", "ς", "ΑΣ", "Ω",
        "\u2126", "é", "e\u0301", "\u0345", "ǅ", "ŉ", "ﬁ", "Å", "\u212B", "ſ", "µ", "μ", "\uD801\uDC00",
        "\uD83A\uDD00", "Ꭰ", "ꭰ", "Ა", "中", "ñ", "😀", "\uD83D", "\uDE00", "𐍈", "\u0000", "\uFEFF", "\u00A0", "\u2028",
        "\u200B", "\u180E", "\u202E", "\n", "\r", "\t", "\u0085", " ", "|", ",", ".", "-", "+", "_", "/", ":", "0",
        "9", "\u0663", "\uFF11",
    )

    /** Numbers in every costume, and what JavaScript makes of other values. */
    val words: List<String> = listOf(
        "", " ", "0", "1", "01", "1.0", "1.", "+1", "-1", ".5", "-.5", "0.5", "0,5", "0,000", "0,", ",5", "1,000",
        "1,00", "1,000.5", "-1,234,567.89", "1,0000", "1,000,", "1e3", "1E3", "1e+3", "0x1F", "0b11", "0o17",
        "Infinity", "-Infinity", "infinity", "NaN", "-0", "1_000", "1n", " 1", "1 ", "\uFEFF1", "1\u00A0",
        "9007199254740993", "1e21", "1e+21", "1e-7", "1E400", "5e-324", "123456789012345680000", "0.1",
        "0.30000000000000004", "12abc", "\u0661\u0662", "\uFF11", "null", "undefined", "true", "false", "True",
        "TRUE", "[object Object]", "US", "us", "Chrome", "chrome|firefox", "US|de|", "|", "||", "a|b", "Straße",
        "STRASSE", "ΟΔΟΣ", "οδος", "οδοσ", "Kelvin", "\u212Aelvin", "İstanbul", "istanbul", "i\u0307stanbul", "gold",
        "/", "/pricing?x=1", "https://example.com/a", "^a", "a.c", "[", "(", "\\d+",
    )

    /** Literals as they stand in JSON: shortest digits, edges of ranges, zeros with a sign. */
    val numbers: List<String> = listOf(
        "0", "-0", "-0.0", "1", "-1", "1.0", "10", "0.1", "0.1e1", "0.5", "-2.25", "18", "65", "1e2", "1E+2", "1e20",
        "1e21", "1e22", "1e23", "123456789012345680000", "1e-6", "1e-7", "0.000001", "0.0000001", "1.5e-7", "5e-324",
        "4.35", "2.2250738585072014e-308", "1.7976931348623157e308", "9007199254740991", "9007199254740992",
        "9007199254740993", "-9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616",
        "2147483648", "4294967295", "4294967296", "0.30000000000000004", "8.41e21", "9.5e-7", "2.5", "1000",
        "1234567.891", "2e-44", "4.4501477170144023e-308", "1.0000000000000002", "5e20", "999999999999999900000",
        "1e300", "0.1234567890123456789",
    )

    /** Identifiers that are array indices, that nearly are, and that are not. */
    val identifiers: List<String> = listOf(
        "0", "1", "2", "9", "10", "007", "00", "-1", "1.5", "1e3", "+5", " 7", "2147483647", "2147483648",
        "4294967293", "4294967294", "4294967295", "4294967296", "4294967297", "9007199254740993", "99999999999",
        "100048", "100049", "v1", "v2", "é", "e\u0301", "ß", "İ", "\uD83D", "😀", "中", "\uFEFF1", "\u0661", "a b",
    )

    fun word(dice: Dice): String = when (dice.below(4)) {
        0 -> List(dice.between(1, 8)) { dice.pick(letters) }.joinToString("")
        1 -> dice.pick(words) + dice.pick(letters)
        else -> dice.pick(words)
    }

    /** Another spelling of [text] that may or may not count as the same. */
    fun variant(dice: Dice, text: String): String = when (dice.below(9)) {
        0 -> text.uppercase()
        1 -> text.lowercase()
        2 -> text.take(dice.below(text.length + 1))
        3 -> text.drop(dice.below(text.length + 1))
        4 -> text + dice.pick(letters)
        5 -> "${dice.pick(words)}|$text|${dice.pick(words)}"
        6 -> " $text"
        else -> text
    }

    fun identifier(dice: Dice): String = when (dice.below(3)) {
        0 -> dice.pick(identifiers)
        1 -> (100_000 + dice.below(900_000_000)).toString()
        else -> (dice.bits() ushr 31).toString()
    }

    fun number(dice: Dice): String = when (dice.below(6)) {
        0 -> dice.between(-100, 100).toString()
        1 -> "${dice.below(1_000)}.${dice.below(1_000)}"
        2 -> Double.fromBits(dice.bits()).takeIf { it.isFinite() }?.toString() ?: "1"
        3 -> "${dice.between(1, 9)}.${dice.bits() ushr 12}e${dice.between(-330, 308)}"
        else -> dice.pick(numbers)
    }
}
