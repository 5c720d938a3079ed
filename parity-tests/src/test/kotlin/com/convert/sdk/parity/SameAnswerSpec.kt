package com.convert.sdk.parity

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json

class SameAnswerSpec : FunSpec({
    fun SameAnswer.says(expected: String, actual: String) =
        holds(Json.parseToJsonElement(expected), Json.parseToJsonElement(actual))

    test("numbers are compared by value") {
        SameAnswer.MEMBER_FOR_MEMBER.says("[1,1e21,0]", "[1.0,1000000000000000000000,-0]") shouldBe true
        SameAnswer.MEMBER_FOR_MEMBER.says("1", "2") shouldBe false
    }

    test("a number is not the text of it") {
        SameAnswer.MEMBER_FOR_MEMBER.says("1", "\"1\"") shouldBe false
        SameAnswer.MEMBER_FOR_MEMBER.says("null", "\"null\"") shouldBe false
        SameAnswer.MEMBER_FOR_MEMBER.says("\"1.0\"", "\"1\"") shouldBe false
    }

    test("the order of members does not matter, that of items does") {
        SameAnswer.MEMBER_FOR_MEMBER.says("""{"a":1,"b":2}""", """{"b":2,"a":1}""") shouldBe true
        SameAnswer.MEMBER_FOR_MEMBER.says("[1,2]", "[2,1]") shouldBe false
        SameAnswer.MEMBER_FOR_MEMBER.says("[1,2]", "[1,2,3]") shouldBe false
    }

    test("a member too many counts only where answers are compared member for member") {
        SameAnswer.TO_WHAT_IS_EXPECTED.says("""{"a":1}""", """{"a":1,"b":2}""") shouldBe true
        SameAnswer.MEMBER_FOR_MEMBER.says("""{"a":1}""", """{"a":1,"b":2}""") shouldBe false
        SameAnswer.MEMBER_FOR_MEMBER.says("""{"a":1}""", """{"a":1,"b":null}""") shouldBe true
    }

    test("a member too few always counts") {
        SameAnswer.TO_WHAT_IS_EXPECTED.says("""{"a":1,"b":2}""", """{"a":1}""") shouldBe false
    }
})
