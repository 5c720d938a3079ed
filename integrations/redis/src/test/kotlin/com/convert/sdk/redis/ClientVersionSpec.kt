package com.convert.sdk.redis

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.lettuce.core.LettuceVersion

class ClientVersionSpec : StringSpec({
    "the tests run with the client that the build says" {
        val expected = System.getProperty("lettuce.expected")
        println("Lettuce $expected")
        LettuceVersion.getVersion().substringBefore("/") shouldBe expected
    }
})
