package com.convert.sdk.internal.ecmascript

import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.doubles.shouldBeNaN
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs

private const val DEPTH = 200_000

class CastVariableSpec : StringSpec({
    "a boolean is the word for it, and otherwise what is truthy" {
        listOf("true" to true, "false" to false, "False" to true, "" to false, 0 to false, 2 to true, null to false)
            .forAll { (value, cast) -> castVariable(value, "boolean") shouldBe cast }
    }

    "a float is the number that the text begins with" {
        listOf("1.5" to 1.5, "2px" to 2.0, 3 to 3.0, true to 1.0, false to 0.0)
            .forAll { (value, cast) -> castVariable(value, "float") shouldBe cast }
        listOf(null, "x").forAll { castVariable(it, "float").shouldBeInstanceOf<Double>().shouldBeNaN() }
    }

    "an integer is a Long" {
        listOf("42" to 42L, "4.9" to 4L, -4.9 to -4L, true to 1L, "0x1F" to 31L, listOf(7, 8) to 7L, -0.0 to 0L)
            .forAll { (value, cast) -> castVariable(value, "integer") shouldBe cast }
    }

    "an integer is read from a number's text" {
        castVariable(1e21, "integer") shouldBe 1L
        castVariable(0.0000005, "integer") shouldBe 5L
    }

    "an integer that a Long would make too exact stays a Double, and so does none at all" {
        castVariable("9007199254740992", "integer").shouldBeInstanceOf<Long>() shouldBe 9007199254740992L
        castVariable("9007199254740994", "integer").shouldBeInstanceOf<Double>() shouldBe 9007199254740994.0
        castVariable("abc", "integer").shouldBeInstanceOf<Double>().shouldBeNaN()
    }

    "a string is JavaScript's text" {
        castVariable(1.0, "string") shouldBe "1"
        castVariable(null, "string") shouldBe "null"
        castVariable(mapOf("toString" to 1), "string") shouldBe "[object Object]"
    }

    "an unknown type leaves the value alone" {
        val value = mutableListOf(1)
        castVariable(value, "list") shouldBeSameInstanceAs value
        castVariable("1", "Integer") shouldBe "1"
    }

    "JSON text becomes plain values" {
        castVariable(""" {"a":[1,2.0,1e2,null,true],"b":{"c":"\u00e9\n\/"}} """, "json") shouldBe
            mapOf("a" to listOf(1L, 2.0, 100.0, null, true), "b" to mapOf("c" to "é\n/"))
        castVariable("99999999999999999999", "json") shouldBe 1e20
        castVariable("\"\\ud800\"", "json") shouldBe "\ud800"
        castVariable("[[],{}]", "json") shouldBe listOf(emptyList<Any>(), emptyMap<String, Any>())
    }

    "what is not text is read as its text" {
        castVariable(1.5, "json") shouldBe 1.5
        castVariable(true, "json") shouldBe true
        castVariable(Double.NaN, "json") shouldBe "NaN"
    }

    "a list, a map and null are JSON already" {
        listOf(null, listOf("1"), mapOf("a" to "b")).forAll { castVariable(it, "json") shouldBe it }
    }

    "the last of equal keys wins" {
        castVariable("""{"a":1,"a":2}""", "json") shouldBe mapOf("a" to 2L)
    }

    "what is not strict JSON stays text" {
        listOf(
            "", " ", "{a:1}", "{'a':1}", "[1,]", "{\"a\":1,}", "[1 2]", "01", "1.", ".5", "+1", "-", "1e", "NaN", "nul",
            "truex", "\"a", "\"\t\"", "\"\\n\t\"", "\"\\x\"", "\"\\u00g0\"", "[", "]", "{\"a\"}", "{\"a\":}", "1 2",
            "\uFEFF1", "\u00A01", "[1]]", "//", "\"\\",
        ).forAll { castVariable(it, "json") shouldBe it }
    }

    "depth does not overflow the stack" {
        castVariable("[".repeat(DEPTH) + "]".repeat(DEPTH), "json").shouldBeInstanceOf<List<*>>()
        castVariable("{\"a\":".repeat(DEPTH), "json").shouldBeInstanceOf<String>()
    }
})
