package com.convert.sdk.internal.evaluation.rules

import io.kotest.core.spec.style.StringSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.shouldBe

private class CutsCounted : EvaluationWarnings {
    var cuts = 0

    override fun patternCutShort() {
        cuts++
    }

    override fun exclusionTargetMissing(experienceKey: String) = error("a pattern excludes nobody")
}

private fun pattern(pattern: Any?, negated: Boolean = false): Comparison = PatternComparison(pattern, negated)

private fun Comparison.holds(value: Any?): Boolean = CutsCounted().let { warnings ->
    holds(value, warnings).also { warnings.cuts shouldBe 0 }
}

class PatternComparisonSpec : StringSpec({
    "the pattern is looked for anywhere, in any case" {
        pattern("^chr.me\$").holds("Chrome") shouldBe true
        pattern("ROM").holds("chrome") shouldBe true
        pattern("^rom").holds("chrome") shouldBe false
        pattern("^rom", negated = true).holds("chrome") shouldBe true
    }

    "the value is lower-cased first, the pattern is not" {
        pattern("i\u0307").holds("İ") shouldBe true
        pattern("\\bΣ").holds("x") shouldBe false
        pattern("\\S").holds("A") shouldBe true
    }

    "both sides are taken as text" {
        pattern(12).holds(3120) shouldBe true
        pattern(null).holds(null) shouldBe true
        pattern("^1,2$").holds(listOf(1, 2)) shouldBe true
        pattern("").holds(emptyList<Any>()) shouldBe true
    }

    "an invalid pattern and a value without a text match nothing, negated or not" {
        listOf("(", "x{2,1}", "[b-a]", "*").forAll {
            pattern(it).holds("(") shouldBe false
            pattern(it, negated = true).holds("(") shouldBe false
        }
        pattern(".", negated = true).holds(mapOf("toString" to 1)) shouldBe false
    }

    "a test cut short matches nothing, negated or not, and is reported" {
        val slow = "(a*)*(a*)*(a*)*\\1b"
        listOf(false, true).forAll { negated ->
            val warnings = CutsCounted()
            pattern(slow, negated).holds("a".repeat(10_000), warnings) shouldBe false
            warnings.cuts shouldBe 1
        }
    }
})
