package com.convert.sdk.internal.ecmascript

import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs

private const val CAPITAL_I_WITH_DOT = 0x130

class LowerCaseSpec : StringSpec({
    "text without capital letters is returned as it is" {
        listOf("", "plain text 1", "straße", "日本", "😀", "\ud800").forAll { lowerCase(it) shouldBeSameInstanceAs it }
    }

    "letters are lowered in every script" {
        mapOf(
            "HeLLo" to "hello",
            "ÀÉÎÕÜ×" to "àéîõü×",
            "ПРИВЕТ" to "привет",
            "ĀĂĄ" to "āăą",
            "\u212A" to "k",
            "\u212B" to "å",
            "\u1E9E" to "ß",
            "Ǆ ǅ" to "ǆ ǆ",
            "Ⅷ" to "ⅷ",
            "\uD801\uDC00" to "\uD801\uDC28",
        ).toList().forAll { (text, lowered) -> lowerCase(text) shouldBe lowered }
    }

    "the capital I with a dot becomes an i and a combining dot in every locale" {
        lowerCase("İI") shouldBe "i\u0307i"
    }

    "a capital sigma is final after a letter and before none" {
        mapOf(
            "ΟΔΟΣ" to "οδος",
            "ΟΔΟΣ ΣΑΣ" to "οδος σας",
            "Σ" to "σ",
            "ΣΑ" to "σα",
            "1Σ" to "1σ",
            "AΣ1" to "aς1",
            "AΣ" + "B" to "aσb",
        ).toList().forAll { (text, lowered) -> lowerCase(text) shouldBe lowered }
    }

    "marks and word punctuation beside a sigma are looked through" {
        mapOf(
            "A.Σ" to "a.ς",
            "A\u0301Σ" to "a\u0301ς",
            "AΣ'B" to "aσ'b",
            "AΣ\u00AD" to "aς\u00AD",
            "\u0345Σ" to "\u0345σ",
            "\u02B0Σ" to "\u02B0σ",
        ).toList().forAll { (text, lowered) -> lowerCase(text) shouldBe lowered }
    }

    "every letter of the scripts that no new Unicode adds to is lowered as the JDK does" {
        val settled = (0x80..0x52F) + (0x10A0..0x10FF) + (0x1E00..0x1FFF) - CAPITAL_I_WITH_DOT
        settled.filter { lowerCase(Character.toString(it)) != Character.toString(Character.toLowerCase(it)) }
            .shouldBeEmpty()
    }

    "letters newer than the oldest JDK's Unicode are lowered too" {
        lowerCase("\u2C2F") shouldBe "\u2C5F"
        lowerCase("\uA7CB") shouldBe "\u0264"
        lowerCase(String(Character.toChars(0x10570))) shouldBe String(Character.toChars(0x10597))
        lowerCase(String(Character.toChars(0x16EA0))) shouldBe String(Character.toChars(0x16EBB))
    }

    "comparing with lowered text agrees with lowering first" {
        val values = listOf("", "a", "A", "AbC", "xABCx", "İ", "aİ", "ΑΣ", "\u212A", "abc\u212A", "ABCD", "bc")
        for (value in values) {
            values.map(::lowerCase).forAll { lowered ->
                equalsLowered(value, lowered) shouldBe (lowerCase(value) == lowered)
                startsWithLowered(value, lowered) shouldBe lowerCase(value).startsWith(lowered)
                endsWithLowered(value, lowered) shouldBe lowerCase(value).endsWith(lowered)
                containsLowered(value, lowered) shouldBe lowerCase(value).contains(lowered)
            }
        }
    }
})
