package com.convert.sdk.inspect

import com.convert.sdk.inspect.fixture.BOOKSHOP
import com.convert.sdk.inspect.fixture.snapshot
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

class ExplainSpec : StringSpec({
    "each comparison says what it expects and what it got" {
        val facts = VisitorFacts("ann", mapOf("country" to 44))
        val stages = Inspect.explain(snapshot(BOOKSHOP), "checkout", facts).experiences[0].stages
        val checks = stages.single { it.outcome == StageOutcome.FAILED }.conditions[0].blocks[0].groups[0].checks
        checks.map { "${it.attribute} ${it.matchType} ${it.expected}, ${it.expectedKind}, ${it.actualKind}" } shouldBe
            listOf("country matches CA, text, number", "country matches US, text, number")
    }

    "a feature is explained by the experiences that carry it" {
        val facts = VisitorFacts("hanna", mapOf("country" to "US"))
        val explanation = Inspect.explain(snapshot(BOOKSHOP), "express-pay", facts)
        explanation.isFeature shouldBe true
        explanation.experiences.map { it.key } shouldBe listOf("checkout")
        explanation.servedBy shouldBe "checkout"
    }

    "an unknown key is a finding, with what comes close" {
        val explanation = Inspect.explain(snapshot(BOOKSHOP), "chekout", VisitorFacts("ann"))
        explanation.hasFindings shouldBe true
        explanation.similarKeys!! shouldContain "checkout"
    }

    "neither the visitor's id nor a value of the visitor's is in it" {
        val facts = VisitorFacts("visitor-secret", mapOf("country" to "value-secret"), mapOf("url" to "place-secret"))
        val explanation = Inspect.explain(snapshot(BOOKSHOP), "checkout", facts)
        for (text in listOf(explanation.toText(), explanation.toJson().toString(), facts.toString())) {
            text shouldNotContain "secret"
        }
    }

    "a terminal gets no command out of a name" {
        shown("a\u001b[31mb\u0000") shouldBe "a\\u001b[31mb\\u0000"
    }

    "colours are for terminals only" {
        val explanation = Inspect.explain(snapshot(BOOKSHOP), "winter-sale", VisitorFacts("ann"))
        explanation.toText() shouldNotContain "\u001b"
        explanation.toText(TextStyle.ANSI) shouldContain "\u001b[32m"
    }
})
