package com.convert.sdk.internal.runtime.retry

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.doubles.shouldBeBetween
import io.kotest.matchers.shouldBe
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.DurationUnit

class BackoffSpec : StringSpec({
    "waits are spread over the whole range from zero, which doubles up to the ceiling" {
        val backoff = Backoff(Random(7)::nextDouble)
        for ((failures, top) in mapOf(1 to 1.seconds, 4 to 8.seconds, 10 to 5.minutes, Int.MAX_VALUE to 5.minutes)) {
            val waits = List(2_000) { backoff.wait(failures) }
            waits.max() shouldBeLessThan top
            (waits.min() / top).shouldBeBetween(0.0, 0.01, 0.0)
            waits.sumOf { it.toDouble(DurationUnit.SECONDS) }.div(2_000 * top.toDouble(DurationUnit.SECONDS))
                .shouldBeBetween(0.48, 0.52, 0.0)
        }
    }

    "no failure at all counts as the first" {
        Backoff(Random(7)::nextDouble).wait(0) shouldBe Backoff(Random(7)::nextDouble).wait(1)
        Backoff(Random(7)::nextDouble, base = Duration.ZERO).wait(5) shouldBe Duration.ZERO
    }
})
