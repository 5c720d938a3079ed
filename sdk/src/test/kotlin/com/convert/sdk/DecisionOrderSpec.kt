package com.convert.sdk

import com.convert.sdk.fixture.exclusion
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.serving
import com.convert.sdk.fixture.withCore
import com.convert.sdk.internal.tracking.RecordingLogger
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe

class DecisionOrderSpec : StringSpec({
    "features are decided in configuration order of the experiences" {
        val data = project(
            experience("1", """"audiences":["in-2"]""", serving("1", "102")) + "," +
                experience("2", "", serving("2", "101")),
            features = features("101", "102"),
            audiences = exclusion("in-2", "exp-2", negated = false),
        )
        withCore(data) { core ->
            val context = core.createContext("visitor")
            context.runFeatures().map { it.featureKey } shouldContainExactly listOf("feat-101")
            // By now it is stored, and every call sees it.
            context.runFeatures().map { it.featureKey } shouldContainExactly listOf("feat-101", "feat-102")
        }
    }

    "an experience without features keeps one that excludes it from serving" {
        val data = project(
            "${experience("1")},${experience("2", """"audiences":["not-1"]""", serving("2", "101"))}",
            features = features("101"),
            audiences = exclusion("not-1", "exp-1"),
        )
        withCore(data) { core ->
            val context = core.createContext("visitor")
            context.runFeature("feat-101").shouldBeNull()
            context.runFeatures().shouldBeEmpty()
            context.runExperiences().map { it.experienceKey } shouldContainExactly listOf("exp-1")
        }
    }

    "what is decided for a rule alone is neither stored nor reported" {
        val data = project(
            "${experience("1")},${experience("2", """"audiences":["in-1"]""", serving("2", "101"))}",
            features = features("101"),
            audiences = exclusion("in-1", "exp-1", negated = false),
        )
        withCore(data) { core ->
            val context = core.createContext("visitor")
            context.runFeature("feat-101").shouldNotBeNull()
            context.state().bucketing shouldBe mapOf("2" to "v-2")
            core.metrics.eventsQueued shouldBe 1
        }
    }

    "a rule about a later experience, or its own, sees what is stored alone" {
        val data = project(
            experience("1", """"audiences":["not-1","not-2"],$ALL""") + "," + experience("2"),
            audiences = "${exclusion("not-1", "exp-1")},${exclusion("not-2", "exp-2")}",
        )
        withCore(data) { core ->
            val context = core.createContext("visitor")
            context.runExperiences().map { it.experienceKey } shouldContainExactly listOf("exp-1", "exp-2")
            context.runExperiences().map { it.experienceKey } shouldContainExactly listOf("exp-2")
        }
    }

    "a feature call among many experiences decides those alone that a rule asks about" {
        val others = (1..10_000).joinToString(",") { experience("$it", """"audiences":["a-$it"]""") }
        val last = experience("last", """"audiences":["not-7"]""", serving("last", "101"))
        val audiences = (1..10_000).joinToString(",") { exclusion("a-$it", "missing-$it") }
        val data = project("$others,$last", features("101"), "$audiences,${exclusion("not-7", "exp-7")}")
        val log = RecordingLogger()
        withCore(data, { logger = log }) { core ->
            core.createContext("visitor").runFeature("feat-101").shouldBeNull()
            // Whoever is decided warns of the experience that its own rule asks about in vain.
            log.lines.filter { "missing" in it } shouldHaveSize 1
            log.lines.single { "missing" in it }.contains("missing-7") shouldBe true
        }
    }

    "a long chain of rules, each about the experience before, is decided from its beginning" {
        val length = 20_000
        val others = (2..length).joinToString(",") { experience("$it", """"audiences":["a-$it"]""") }
        val chain = experience("1") + "," + others
        val audiences = (2..length + 1).joinToString(",") { exclusion("a-$it", "exp-${it - 1}") }
        val last = experience("last", """"audiences":["a-${length + 1}"]""", serving("last", "101"))
        withCore(project("$chain,$last", features("101"), audiences)) { core ->
            // Every other one is out: the last of the chain as well.
            core.createContext("visitor").runFeature("feat-101").shouldNotBeNull()
        }
    }

    "features of one key are one entry, of the first experience that serves any of them" {
        val data = project(
            "${experience("1", "", serving("1", "102"))},${experience("2", "", serving("2", "101"))}",
            features = """{"id":"101","key":"f"},{"id":"102","key":"f"}""",
        )
        withCore(data) { core ->
            val context = core.createContext("visitor")
            context.runFeatures().map { it.featureKey to it.featureId } shouldContainExactly listOf("f" to "102")
            context.runFeature("f")?.featureId shouldBe "102"
        }
    }

    "results name the experience as the dashboard does, if the configuration has the name" {
        val named = experience("1", """"name":"Checkout, 2nd try"""", serving("1", "101"))
        withCore(project("$named,${experience("2")}", features("101"))) { core ->
            val context = core.createContext("visitor")
            context.runExperiences().map { it.experienceName } shouldContainExactly listOf("Checkout, 2nd try", null)
            context.runFeature("feat-101")?.experienceName shouldBe "Checkout, 2nd try"
        }
    }
})

private const val ALL = """"settings":{"matching_options":{"audiences":"all"}}"""

private fun features(vararg ids: String) = ids.joinToString(",") { """{"id":"$it","key":"feat-$it"}""" }
