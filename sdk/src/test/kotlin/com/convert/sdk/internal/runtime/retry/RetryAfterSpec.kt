package com.convert.sdk.internal.runtime.retry

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class RetryAfterSpec : StringSpec({
    var now = Instant.parse("1994-11-06T08:49:30Z")
    val retryAfter = RetryAfter { now }

    "seconds are read, and an hour is the most" {
        retryAfter.read("120") shouldBe 120.seconds
        retryAfter.read(" 0 ") shouldBe Duration.ZERO
        retryAfter.read("86400") shouldBe 1.hours
        retryAfter.read("99999999999999999999999") shouldBe 1.hours
    }

    "a date is read in all three forms of HTTP" {
        retryAfter.read("Sun, 06 Nov 1994 08:49:37 GMT") shouldBe 7.seconds
        retryAfter.read("Sun Nov  6 08:49:37 1994") shouldBe 7.seconds
        now = Instant.parse("2026-11-21T08:49:36.250Z")
        retryAfter.read("Saturday, 21-Nov-26 08:49:37 GMT") shouldBe 750.milliseconds
        now = Instant.parse("1994-11-06T08:49:30Z")
    }

    "a date that is over means now, and one too far away an hour" {
        retryAfter.read("Sun, 06 Nov 1994 08:49:29 GMT") shouldBe Duration.ZERO
        retryAfter.read("Mon, 07 Nov 1994 08:49:37 GMT") shouldBe 1.hours
    }

    "what makes no sense is not there" {
        listOf(null, "", "  ", "-5", "1.5", "soon", "Sun, 99 Nov 1994 08:49:37 GMT", "٣", "1e3").forEach {
            retryAfter.read(it) shouldBe null
        }
    }
})
