package com.convert.sdk.test

import com.convert.sdk.CoreState
import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.TrackingDeliveryException
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeGreaterThanOrEqual
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

class ConvertTestSpec : StringSpec({
    val project = shop.withVariation("checkout", "one-page")

    "an exposure and a purchase are recorded with keys, revenue, goal data and segments" {
        ConvertTest(project).use { convert ->
            val context = convert.start().createContext("visitor-1")
            context.setSegments(mapOf("country" to "US"))
            context.runExperience("checkout")
            context.trackConversion("purchase") {
                revenue = 49.9
                conversionData = mapOf("transactionId" to "order-17", "productsCount" to 2)
            }
            val exposure = convert.recorded.assertExposure("checkout", "one-page")
            exposure.visitorId shouldBe "visitor-1"
            exposure.segments shouldBe mapOf("country" to "US")
            val purchase = convert.recorded.assertConversion("purchase", 49.9)
            purchase.bucketing shouldBe mapOf("checkout" to "one-page")
            convert.recorded.assertConversion("purchase", mapOf("transactionId" to "order-17", "productsCount" to 2))
            convert.recorded.payloads.joinToString() shouldContain "\"experienceId\":\"3001\""
        }
    }

    "an assertion that does not hold lists what was recorded" {
        ConvertTest(project).use { convert ->
            val context = convert.start().createContext("visitor-1")
            context.runExperience("checkout")
            shouldThrow<AssertionError> { convert.recorded.assertExposure("checkout", "three-pages") }.message shouldBe
                "Expected an exposure of \"checkout\" → \"three-pages\", but recorded was:\n" +
                "  - visitor \"visitor-1\": \"checkout\" → \"one-page\""
            shouldThrow<AssertionError> { convert.recorded.assertConversion("purchase") }.message shouldBe
                "Expected a conversion of \"purchase\", but recorded was: nothing of the kind."
            shouldThrow<AssertionError> { convert.recorded.assertNothing() }
            shouldThrow<AssertionError> { convert.recorded.assertNoExposure("checkout") }
            context.trackConversion("purchase") { revenue = 1 }
            shouldThrow<AssertionError> { convert.recorded.assertConversion("purchase", 2.0) }.message shouldBe
                "Expected a conversion of \"purchase\" with revenue 2.0, but recorded was:\n" +
                "  - visitor \"visitor-1\": \"purchase\" with {amount=1.0}"
            shouldThrow<AssertionError> { convert.recorded.assertConversion("purchase", mapOf("amount" to "1")) }
            shouldThrow<AssertionError> { convert.recorded.assertNoConversion("purchase") }
        }
    }

    "a look at one visitor sees no other" {
        ConvertTest(project).use { convert ->
            val core = convert.start()
            core.createContext("visitor-1").runExperience("checkout")
            convert.recorded.of("visitor-1").assertExposure("checkout", "one-page")
            convert.recorded.of("visitor-2").assertNothing()
            shouldThrow<AssertionError> { convert.recorded.of("visitor-2").assertExposure("checkout", "one-page") }
                .message shouldContain "of visitor \"visitor-2\", but recorded was: nothing"
        }
    }

    "an unknown key in an assertion names the nearest" {
        ConvertTest(project).use { convert ->
            shouldThrow<IllegalArgumentException> { convert.recorded.exposures("check-out") }
                .message shouldContain "Did you mean \"checkout\"?"
            shouldThrow<IllegalArgumentException> { convert.recorded.assertNoConversion("purchases") }
                .message shouldContain "Did you mean \"purchase\"?"
        }
    }

    "loading that fails fails the start, and a later start works" {
        ConvertTest(project.withVariationFor("visitor-1", "winter-sale", "loud")).use { convert ->
            convert.loading.fail(500)
            shouldThrow<ConfigLoadException> { convert.start() }.statusCode shouldBe 500
            convert.core.state.value.shouldBeInstanceOf<CoreState.Failed>()
            convert.loading.recover()
            val core = convert.start()
            core.createContext("visitor-1").runExperience("winter-sale")?.variationKey shouldBe "loud"
        }
    }

    "a refresh that fails leaves the configuration in place" {
        ConvertTest(project).use { convert ->
            val core = convert.start()
            convert.loading.disconnect()
            shouldThrow<ConfigLoadException> { core.refreshNow() }
            core.createContext("visitor-1").runExperience("checkout").shouldNotBeNull()
            convert.loading.failNext(1, 503)
            shouldThrow<ConfigLoadException> { core.refreshNow() }
            core.refreshNow()
        }
    }

    "loading that hangs goes on when told to" {
        ConvertTest(project).use { convert ->
            convert.loading.hang()
            coroutineScope {
                val started = async { convert.start() }
                eventually(5.seconds) { convert.loading.requests shouldBe 1 }
                started.isCompleted shouldBe false
                convert.loading.recover()
                started.await().isReady shouldBe true
            }
        }
    }

    "loading that is slow takes its time" {
        ConvertTest(project).use { convert ->
            convert.loading.slow(50.milliseconds)
            measureTime { convert.start() }.inWholeMilliseconds shouldBeGreaterThanOrEqual 50
        }
    }

    "what could not be delivered is delivered after recovery" {
        ConvertTest(project).use { convert ->
            val core = convert.start()
            convert.delivery.fail()
            core.createContext("visitor-1").runExperience("checkout")
            convert.recorded.exposures.shouldBeEmpty()
            shouldThrow<TrackingDeliveryException> { core.flush() }
            convert.recorded.payloads.shouldBeEmpty()
            convert.delivery.recover()
            convert.recorded.exposures.map { it.experienceKey } shouldContainExactly listOf("checkout")
        }
    }

    "what the service refuses for good is dropped" {
        ConvertTest(project).use { convert ->
            val core = convert.start()
            convert.delivery.failNext(1, 400)
            core.createContext("visitor-1").runExperience("checkout")
            core.flush()
            convert.recorded.assertNothing()
            core.metrics.eventsDroppedRejected shouldBe 1
        }
    }

    "closing delivers, and does not wait for a service that hangs" {
        val convert = ConvertTest(project)
        convert.start().createContext("visitor-1").runExperience("checkout")
        convert.delivery.hang()
        convert.close()
        convert.recorded.assertExposure("checkout", "one-page")
        convert.close()
    }

    "settings reach the instance" {
        val convert = ConvertTest.builder(shop).settings {
            environment = "staging"
            source = "tests"
        }.build()
        convert.use {
            it.start().createContext("visitor-1").runExperience("new-search")?.variationKey shouldBe "on"
            it.recorded.payloads.single() shouldContain "\"source\":\"tests\""
        }
    }

    "a data store that holds another decision is reported, not overruled" {
        val store = com.convert.sdk.storage.InMemoryDataStore()
        fun with(project: TestProject) = ConvertTest.builder(project).settings { dataStore = store }.build()
        with(project).use { it.start().createContext("visitor-1").runExperience("checkout") }
        with(shop.withVariationFor("visitor-1", "checkout", "three-pages")).use { convert ->
            shouldThrow<IllegalStateException> { convert.start() }.message shouldContain "holds \"one-page\" already"
        }
    }

    "a status that is no failure is refused" {
        ConvertTest(project).use { shouldThrow<IllegalArgumentException> { it.delivery.fail(200) } }
    }
})
