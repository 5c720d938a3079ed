package com.convert.sdk

import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.shouldBalance
import com.convert.sdk.fixture.withCore
import com.convert.sdk.result.ConversionStatus
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

private val data = project(
    experience("1"),
    others = """"goals":[{"id":"51","key":"buy"},{"id":"52","key":"ruled","rules":${rule("plan", "gold")}}]""",
)

class ConversionStatusSpec : StringSpec({
    "a call with goal data after one without is two events, whatever is sent together" {
        val transport = RecordingTransport()
        withCore(data, transport = transport) { core ->
            val context = core.createContext("visitor")
            context.trackConversion("buy")
            context.trackConversion("buy") {
                revenue = 5.0
                forceMultiple = true
            }
            core.flush()
            val body = transport.bodies.single()
            body.split("\"eventType\":\"conversion\"") shouldHaveSize 3
            body shouldContain """{"eventType":"conversion","data":{"goalId":"51"}}"""
        }
    }

    "a forced repeat without goal data that is sent is a duplicate, and nothing is queued" {
        withCore(data) { core ->
            val context = core.createContext("visitor")
            context.trackConversion("buy").status shouldBe ConversionStatus.QUEUED
            context.trackConversion("buy") { forceMultiple = true }.status shouldBe ConversionStatus.DEDUPLICATED
            val unsent = context.trackConversion("buy") {
                forceMultiple = true
                conversionData = mapOf("color" to "red")
            }
            unsent.status shouldBe ConversionStatus.DEDUPLICATED
            unsent.event.shouldBeNull()
            core.metrics.eventsQueued shouldBe 1
        }
    }

    "after closing, a conversion is told and counted as refused for that, and may be tracked elsewhere" {
        val store = InMemoryDataStore()
        withCore(data, { dataStore = store }) { core ->
            val context = core.createContext("visitor")
            core.shutdown()
            val refused = context.trackConversion("buy")
            refused.status shouldBe ConversionStatus.CLOSED
            refused.isTracked shouldBe false
            core.metrics.eventsRefusedClosed shouldBe 1
            core.metrics.eventsDroppedQueueFull shouldBe 0
        }
        withCore(data, { dataStore = store }) { core ->
            core.createContext("visitor").trackConversion("buy").status shouldBe ConversionStatus.QUEUED
        }
    }

    "rule data is held against the goal's rules" {
        withCore(data) { core ->
            val context = core.createContext("visitor", mapOf("plan" to "gold"))
            val without = context.trackConversion("ruled") { ruleData = emptyMap() }
            without.status shouldBe ConversionStatus.RULES_NOT_MATCHED
            val wrong = context.trackConversion("ruled") { ruleData = mapOf("plan" to "free") }
            wrong.status shouldBe ConversionStatus.RULES_NOT_MATCHED
            val right = context.trackConversion("ruled") { ruleData = mapOf("plan" to "gold") }
            right.status shouldBe ConversionStatus.QUEUED
            // The rules come first, also for a visitor who has the goal.
            val again = context.trackConversion("ruled") { ruleData = emptyMap() }
            again.status shouldBe ConversionStatus.RULES_NOT_MATCHED
            context.trackConversion("ruled").status shouldBe ConversionStatus.DEDUPLICATED
        }
    }

    "a goal without rules matches no rule data, and needs none" {
        withCore(data) { core ->
            val context = core.createContext("visitor")
            val given = context.trackConversion("buy") { ruleData = mapOf("plan" to "gold") }
            given.status shouldBe ConversionStatus.RULES_NOT_MATCHED
            context.trackConversion("buy").status shouldBe ConversionStatus.QUEUED
        }
    }

    "a conversion under a preview says so" {
        withCore(data) { core ->
            val context = core.createContext("visitor")
            context.setPreview("1", "v-1") shouldBe true
            context.trackConversion("buy").status shouldBe ConversionStatus.PREVIEW
            core.metrics.eventsOffered shouldBe 0
        }
    }

    "with tracking off nothing is reported or marked, decisions stick, and refusals are counted apart" {
        val transport = RecordingTransport()
        withCore(data, { trackingEnabled = false }, transport) { core ->
            val context = core.createContext("visitor")
            context.runExperience("exp-1").shouldNotBeNull()
            context.trackConversion("buy").status shouldBe ConversionStatus.TRACKING_DISABLED
            context.state().bucketing shouldBe mapOf("1" to "v-1")
            core.flush()
            transport.bodies.shouldBeEmpty()
            core.metrics.eventsRefusedTrackingOff shouldBe 2
            core.metrics.eventsDroppedQueueFull shouldBe 0
            core.metrics.shouldBalance()
        }
    }

    "tracking may be turned on and off while the instance runs" {
        val transport = RecordingTransport()
        withCore(data, transport = transport) { core ->
            val context = core.createContext("visitor")
            core.trackingEnabled shouldBe true
            core.trackingEnabled = false
            context.runExperiences() shouldHaveSize 1
            context.trackConversion("buy").status shouldBe ConversionStatus.TRACKING_DISABLED
            core.trackingEnabled = true
            // Nothing was marked meanwhile: both are reported now.
            context.runExperience("exp-1").shouldNotBeNull()
            context.trackConversion("buy").status shouldBe ConversionStatus.QUEUED
            core.trackingEnabled = false
            // What is queued already is delivered all the same.
            core.flush()
            core.metrics.eventsDelivered shouldBe 2
        }
    }
})
