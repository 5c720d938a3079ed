package com.convert.sdk.internal.ecmascript

import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.doubles.shouldBeNaN
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import java.math.BigInteger
import java.util.UUID

private const val DEPTH = 200_000

class ConversionsSpec : StringSpec({
    "scalars have JavaScript's text" {
        listOf(null to "null", true to "true", 5 to "5", 1.0f to "1", 10L to "10", 1.5 to "1.5", "x" to "x")
            .forAll { (value, text) -> toText(value) shouldBe text }
    }

    "a list is the text of its items between commas, null as nothing" {
        toText(listOf(1, null, "a", listOf(2, listOf(null, 3)))) shouldBe "1,,a,2,,3"
        toText(emptyList<Any>()) shouldBe ""
        toText(listOf("a", listOf(1, 2))) shouldBe "a,1,2"
    }

    "a list that holds itself is nothing where it meets itself" {
        val list = mutableListOf<Any?>(1)
        list.add(listOf(list, 2))
        toText(list) shouldBe "1,,2"
        val shared = listOf(7)
        toText(listOf(shared, shared)) shouldBe "7,7"
    }

    "depth does not overflow the stack" {
        var list: List<Any?> = listOf("x")
        repeat(DEPTH) { list = listOf(list) }
        toText(list) shouldBe "x"
    }

    "a map has one text, and none when it has a toString of its own" {
        toText(mapOf("a" to 1)) shouldBe "[object Object]"
        toTextOrNull(mapOf("toString" to 1)).shouldBeNull()
        toTextOrNull(listOf(mapOf("toString" to 1))).shouldBeNull()
    }

    "anything else counts as its own text" {
        val id = UUID(1, 2)
        toText(id) shouldBe id.toString()
        toText('c') shouldBe "c"
        toText(StringBuilder("b")) shouldBe "b"
        toText(Thread.State.NEW) shouldBe "NEW"
    }

    "values convert to JavaScript's numbers" {
        listOf(
            null to 0.0,
            true to 1.0,
            false to 0.0,
            BigInteger.TEN to 10.0,
            emptyList<Any>() to 0.0,
            listOf(5) to 5.0,
            listOf("0x10") to 16.0,
        ).forAll { (value, number) -> toNumber(value) shouldBe number }
        listOf(listOf(1, 2), mapOf("a" to 1)).forAll { toNumber(it).shouldBeNaN() }
    }

    "text converts to a number as a whole" {
        mapOf(
            "" to 0.0,
            " \t\n\uFEFF\u00A0\u2028\u3000" to 0.0,
            " 12.5\uFEFF" to 12.5,
            "+.5" to 0.5,
            "5." to 5.0,
            "-1e3" to -1000.0,
            "0x1F" to 31.0,
            "0B101" to 5.0,
            "0o17" to 15.0,
            "-Infinity" to Double.NEGATIVE_INFINITY,
            "1e400" to Double.POSITIVE_INFINITY,
            "0x" + "f".repeat(300) to Double.POSITIVE_INFINITY,
        ).toList().forAll { (text, number) -> textToNumber(text) shouldBe number }
    }

    "text that is a number only to Java is not one" {
        listOf("1d", "1f", "0x1p3", "NaN", "infinity", "1_000", "-0x1", "0x", ".", "e5", "1 2", "١", "\u180E1", "1,0")
            .forAll { textToNumber(it).shouldBeNaN() }
    }

    "parseFloat reads the longest beginning that is a number" {
        mapOf("3.14abc" to 3.14, " 5e" to 5.0, "1e3x" to 1000.0, ".5." to 0.5, "0x1F" to 0.0)
            .toList().forAll { (text, number) -> parseFloatText(text) shouldBe number }
        parseFloatText(" -Infinityx") shouldBe Double.NEGATIVE_INFINITY
        listOf("", "abc", "-", ".", "e1").forAll { parseFloatText(it).shouldBeNaN() }
    }

    "parseInt reads decimal digits, or hexadecimal ones after 0x" {
        mapOf("42px" to 42.0, " -7.9" to -7.0, "010" to 10.0, "0x1Fg" to 31.0, "-0X10" to -16.0, "1e21" to 1.0)
            .toList().forAll { (text, number) -> parseIntText(text) shouldBe number }
        listOf("", "x", "+", "0x", "١", ".5").forAll { parseIntText(it).shouldBeNaN() }
    }

    "empty text, zero, NaN, null and false are not truthy, and all else is" {
        listOf("", 0, -0.0, Double.NaN, null, false).forAll { isTruthy(it) shouldBe false }
        listOf("false", " ", 1, -1.5, true, emptyList<Any>(), emptyMap<Any, Any>(), intArrayOf())
            .forAll { isTruthy(it) shouldBe true }
    }

    "rules read digits in groups of three as a number" {
        mapOf("1,000" to 1000.0, "-1,234,567.5" to -1234567.5, ".5" to 0.5, "007" to 7.0, "12" to 12.0)
            .toList().forAll { (text, number) ->
                isGroupedNumber(text) shouldBe true
                groupedNumber(text) shouldBe number
            }
    }

    "after a first group of just zero the comma is a decimal point" {
        groupedNumber("0,500") shouldBe 0.5
        groupedNumber("0,500,000") shouldBe 0.5
        groupedNumber("-0,500") shouldBe -500.0
        groupedNumber("00,500") shouldBe 500.0
    }

    "anything else is not a number to a rule" {
        listOf("", "-", "1,00", "1000,000", ",000", "1,000,", "5.", "1e3", "+1", " 1", "١", "9".repeat(400))
            .forAll { isGroupedNumber(it) shouldBe false }
    }

    "objects compare as text when both have one, else as numbers" {
        isLess(listOf("a"), listOf("b"), orEqual = false) shouldBe true
        isLess(mapOf("a" to 1), mapOf("b" to 1), orEqual = true) shouldBe true
        isLess(null, listOf(5), orEqual = false) shouldBe true
        isLess(null, mapOf("a" to 1), orEqual = true) shouldBe false
        isLess(mapOf("toString" to 1), null, orEqual = true).shouldBeNull()
    }

    "text is ordered by code units" {
        isTextLess("\uD83D\uDE00", "\uFF21", orEqual = false) shouldBe true
        isTextLess("B", "a", orEqual = false) shouldBe true
        isTextLess("a", "a", orEqual = false) shouldBe false
        isTextLess("a", "a", orEqual = true) shouldBe true
    }
})
