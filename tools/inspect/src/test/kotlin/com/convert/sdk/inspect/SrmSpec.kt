package com.convert.sdk.inspect

import com.convert.sdk.inspect.fixture.experience
import com.convert.sdk.inspect.fixture.project
import com.convert.sdk.inspect.fixture.snapshot
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe

private val halves = mapOf("a" to 50.0, "b" to 50.0)

class SrmSpec : StringSpec({
    "the statistic and its p-value are those of the chi-square test" {
        val report = Inspect.srm(halves, mapOf("a" to 5_100, "b" to 4_900))
        report.statistic!! shouldBe (4.0 plusOrMinus 1e-9)
        report.pValue!! shouldBe (0.0455003 plusOrMinus 1e-6)
        report.verdict shouldBe SrmVerdict.HEALTHY
    }

    "a split below the level is a mismatch" {
        val report = Inspect.srm(halves, mapOf("a" to 5_100, "b" to 4_900), level = 0.05)
        report.verdict shouldBe SrmVerdict.MISMATCH
        report.hasFindings shouldBe true
    }

    "nothing is said before a hundred visitors" {
        Inspect.srm(halves, mapOf("a" to 99, "b" to 0)).verdict shouldBe SrmVerdict.TOO_FEW
        Inspect.srm(halves, mapOf("a" to 100, "b" to 0)).verdict shouldBe SrmVerdict.MISMATCH
    }

    "a variation without planned traffic that has visitors is a finding of its own" {
        val report = Inspect.srm(halves + ("c" to 0.0), mapOf("a" to 30, "b" to 31, "c" to 1, "d" to 2))
        report.verdict shouldBe SrmVerdict.UNPLANNED_VISITORS
        report.unplanned shouldBe listOf("c", "d")
    }

    "weights need not add up to anything" {
        val counts = mapOf("a" to 700L, "b" to 300L)
        Inspect.srm(mapOf("a" to 7.0, "b" to 3.0), counts).pValue shouldBe
            Inspect.srm(mapOf("a" to 0.35, "b" to 0.15), counts).pValue
    }

    "an interval is Wilson's" {
        val interval = Inspect.srm(halves, mapOf("a" to 30, "b" to 70)).arms[0].interval
        interval.low shouldBe (0.2189489 plusOrMinus 1e-6)
        interval.high shouldBe (0.3958485 plusOrMinus 1e-6)
    }

    "counts and weights that make no sense are refused" {
        shouldThrow<IllegalArgumentException> { Inspect.srm(halves, mapOf("a" to -1)) }
        shouldThrow<IllegalArgumentException> { Inspect.srm(mapOf("a" to 0.0), mapOf("a" to 1)) }
        shouldThrow<IllegalArgumentException> { Inspect.srm(mapOf("a" to -1.0, "b" to 2.0), mapOf("a" to 1)) }
        shouldThrow<IllegalArgumentException> { Inspect.srm(halves, mapOf("a" to 1_500_000_000, "b" to 1_500_000_000)) }
        shouldThrow<IllegalArgumentException> { Inspect.srm(halves, mapOf("a" to 1), level = 1.0) }
    }

    "one per cent of a variation's visitors that is lost is found among a million" {
        val shop = snapshot(project(experience("even", 50, 50) + "," + experience("uneven", 20, 60)))
        val simulated = Inspect.simulate(shop, SimulationOptions { visitors = 1_000_000 })
        for (experience in simulated.experiences) {
            experience.ratio.verdict shouldBe SrmVerdict.HEALTHY
            val planned = experience.ratio.arms.associate { it.name to it.planned }
            val seen = experience.ratio.arms.associate { it.name to it.count }
            val large = planned.filterValues { it >= 0.5 }.keys
            for (name in large) {
                val lost = seen + (name to seen.getValue(name) * 99 / 100)
                Inspect.srm(planned, lost).verdict shouldBe SrmVerdict.MISMATCH
            }
        }
    }

    "a thousand fair splits raise no more alarms than the level allows" {
        val shop = snapshot(project(experience("three", 50, 50)))
        val alarms = (1..1_000).count { run ->
            val options = SimulationOptions {
                visitors = 2_000
                seed = "run-$run-"
            }
            Inspect.simulate(shop, options).hasFindings
        }
        println("false alarms in 1,000 fair runs at level 0.01: $alarms")
        // Binomial, of 1,000 with 0.01 each: more than 21 come once in a thousand times.
        alarms shouldBeLessThanOrEqual 21
    }

    "a p-value is written so that it can be read" {
        pText(0.00001) shouldBe "below 0.0001"
        pText(0.04550026) shouldBe "= 0.0455"
        Inspect.srm(halves, mapOf("a" to 600, "b" to 400)).pValue!! shouldBeLessThan 1e-4
        Inspect.srm(halves, mapOf("a" to 600, "b" to 400)).toText().lines().last() shouldBe
            "MISMATCH: the split is not as planned (p below 0.0001, level 0.01)"
    }
})
