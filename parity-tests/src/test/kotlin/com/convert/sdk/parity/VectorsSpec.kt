package com.convert.sdk.parity

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe

class VectorsSpec : FunSpec({
    for (family in Vectors.families) {
        test("every answer of the family '$family' is the expected one") {
            val answers = StringBuilder()
            val problem = Vectors.cases(family).use { answerAll(it, answers) }
            problem shouldBe null
            Vectors.differences(family, answers.lines().dropLast(1)).shouldBeEmpty()
        }
    }

    test("an expected answer that is not given counts as a difference") {
        val answers = Vectors.expected("hash").map { it.toString() }
        Vectors.differences("hash", answers).shouldBeEmpty()
        Vectors.differences("hash", answers.dropLast(1)).size shouldBe 1
        Vectors.differences("hash", answers.dropLast(1) + """{"case":"hash-119","results":[]}""").size shouldBe 1
    }
})
