package com.convert.sdk.internal.runtime

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain

class RedactionSpec : StringSpec({
    "a visitor is told by the first 16 digits of the SHA-256 of the id" {
        visitorRef("abc") shouldBe "ba7816bf8f01cfea"
        visitorRef("") shouldBe "e3b0c44298fc1c14"
        // Leading zeros of a byte stay.
        visitorRef("v0") shouldBe "0270da4daac514f3"
    }

    "an id's characters are hashed as UTF-8, and half a surrogate pair as U+FFFD" {
        visitorRef("é😀") shouldBe "1184d1f608158eea"
        visitorRef("a\uD83D") shouldBe visitorRef("a\uFFFD")
        visitorRef("\uDE00\uD83D") shouldBe visitorRef("\uFFFD\uFFFD")
    }

    "a key shows its two ends, and nothing when it is short" {
        shortenKey("sdk_key_abcdef1234567890") shouldBe "sdk_****_7890"
        shortenKey("123456789") shouldBe "1234****_6789"
        shortenKey("12345678") shouldBe "****"
        shortenKey("") shouldBe "****"
    }

    "of a URL, host and path are left, with the key shortened" {
        endpoint("https://cdn.example/api/v1/config/abcdefgh_wxyz?environment=live&debug_token=t#part") shouldBe
            "cdn.example/api/v1/config/abcd****_wxyz"
        endpoint("https://20.metrics.example:8443/v1/track/abcdefgh_wxyz") shouldBe
            "20.metrics.example:8443/v1/track/abcd****_wxyz"
        endpoint("https://cdn.example/api/v1/config/10035569/10034190") shouldBe
            "cdn.example/api/v1/config/1003****_4190"
    }

    "a URL without a key, or that is none, loses what may be secret" {
        endpoint("https://cdn.example") shouldBe "cdn.example"
        endpoint("https://user:password@cdn.example/path?token=t") shouldBe "cdn.example/path"
        endpoint("cdn.example/path?next=https://user:password@other.example") shouldBe "cdn.example/path"
        endpoint("https://cdn.example/path#token") shouldBe "cdn.example/path"
        endpoint("?token=t") shouldBe ""
    }

    "a base path that looks like one before the key hides more, not less" {
        val shown = endpoint("https://gate.example/track/api/v1/config/abcdefgh_wxyz")
        shown shouldNotContain "efgh"
        shown shouldBe "gate.example/track/api/****_wxyz"
    }
})
