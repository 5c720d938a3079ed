package com.convert.sdk

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.withCore
import com.convert.sdk.result.DiagnosticReason
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.first

class DiagnosisSpec : StringSpec({
    "a decision is explained with the visitor's bucket value and variation" {
        withCore(project(experience("1")), { environment = "live" }) { core ->
            val diagnostic = core.createContext("visitor").diagnoseExperience("exp-1")
            diagnostic.reason shouldBe DiagnosticReason.RESOLVED
            diagnostic.isResolved shouldBe true
            diagnostic.details shouldBe mapOf(
                "experience_key" to "exp-1",
                "reason" to "resolved",
                "environment" to "live",
                // Of SHA-256 of the word.
                "visitor_ref" to "5f14f9e6d80f802a",
                "bucket_value" to diagnostic.details["bucket_value"],
                "variation_key" to "k-1",
            )
        }
    }

    "every way to be turned away has its own words" {
        withCore(everyMiss, { environment = "live" }) { core ->
            val context = core.createContext("visitor", mapOf("plan" to "free"))
            val said = mapOf(
                "exp-1" to "archived",
                "exp-2" to "for environment 'staging' only",
                "exp-3" to "at none of the locations 'home'",
                "exp-4" to "one of the audiences 'gold', 'silver' and does not match 'gold', 'silver'",
                "exp-5" to "in none of the segments 'vip'",
                "exp-6" to "no variations",
                "exp-7" to "outside the traffic",
                "exp-8" to "outside the site area",
                "exp-9" to "none of the experience's locations exists",
            )
            for ((key, words) in said) {
                val diagnostic = context.diagnoseExperience(key)
                diagnostic.reason shouldBe DiagnosticReason.AUDIENCE_MISMATCH
                diagnostic.message shouldContain words
                diagnostic.details.keys shouldContainAll listOf("stage", "visitor_ref", "bucket_value")
            }
            core.metrics.eventsQueued shouldBe 0
            context.state().bucketing shouldBe emptyMap()
        }
    }

    "what is not there is told apart by what was asked for" {
        withCore(project(features = """{"id":"9","key":"banner"}""", others = """"goals":[{"id":"5","key":"buy"}]""")) {
            val context = it.createContext("visitor")
            context.diagnoseExperience("x").reason shouldBe DiagnosticReason.EXPERIENCE_NOT_FOUND
            context.diagnoseFeature("x").reason shouldBe DiagnosticReason.FEATURE_NOT_FOUND
            context.diagnoseFeature("banner").reason shouldBe DiagnosticReason.FEATURE_NOT_IN_SELECTED_VARIATIONS
            context.diagnoseGoal("x").reason shouldBe DiagnosticReason.GOAL_NOT_FOUND
            context.diagnoseGoal("buy").reason shouldBe DiagnosticReason.RESOLVED
            context.diagnoseEntity("goals", "x").reason shouldBe DiagnosticReason.ENTITY_NOT_FOUND
            context.diagnoseEntity("nonsense", "buy").reason shouldBe DiagnosticReason.ENTITY_NOT_FOUND
            context.diagnoseEntity("goals", "buy").reason shouldBe DiagnosticReason.RESOLVED
        }
    }

    "a diagnosis is announced to listeners" {
        withCore(project()) { core ->
            core.events.first { event ->
                if (event is LifecycleEvent.Ready) core.createContext("visitor").diagnoseGoal("buy")
                event is LifecycleEvent.Diagnostic
            }.shouldBeInstanceOf<LifecycleEvent.Diagnostic>().entityKey shouldBe "buy"
        }
    }
})

private val everyMiss = project(
    listOf(
        experience("1"),
        experience("2", """"environment":"staging""""),
        experience("3", """"locations":["41"]"""),
        experience("4", """"audiences":["11","12"]"""),
        experience("5", """"audiences":["21"]"""),
        experience("6", variations = ""),
        experience("7", variations = """{"id":"a","traffic_allocation":0.001}"""),
        experience("8", """"site_area":${rule("url", "/home")}"""),
        experience("9", """"locations":["nowhere"]"""),
    ).joinToString(","),
    audiences = """{"id":"11","key":"gold","rules":${rule("plan", "gold")}},{"id":"12","key":"silver"}""",
    others = """"archived_experiences":["1"],"segments":[{"id":"21","key":"vip"}],
        "locations":[{"id":"41","key":"home","rules":${rule("url", "/home")}}]""",
)
