package com.convert.sdk

import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe

class PreviewParamSpec : StringSpec({
    "two runs of digits with one dot between them are an experience and a variation" {
        parsePreviewParam("3001.3101") shouldBe PreviewParam("3001", "3101")
        parsePreviewParam("0.007") shouldBe PreviewParam("0", "007")
        val long = "9".repeat(100)
        parsePreviewParam("$long.$long") shouldBe PreviewParam(long, long)
    }

    "anything else is nothing" {
        listOf(
            null, "", ".", "3001", "3001.", ".3101", "3001.3101.", "3001..3101", "1.2.3", " 3001.3101", "3001.3101\n",
            "3001,3101", "+1.2", "1.-2", "1e3.2", "a.b", "٣.٤", "1.2\u0000",
        ).forAll { parsePreviewParam(it).shouldBeNull() }
    }
})
