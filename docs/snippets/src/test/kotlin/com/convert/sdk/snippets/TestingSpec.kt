package com.convert.sdk.snippets

import com.convert.sdk.Core
import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.test.ConvertTest
import com.convert.sdk.test.TestProject
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.ktor.server.application.Application
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import java.net.URI
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

// docs: testing-code
class Checkout(private val core: Core) {
    suspend fun pages(visitor: String): Int =
        if (core.createContext(visitor).runExperience("checkout")?.variationKey == "one-page") 1 else 3

    suspend fun pay(visitor: String, amount: Double) {
        core.createContext(visitor).trackConversion("purchase") { revenue = amount }
    }
}
// end

// docs: testing-route
fun Application.shop(core: Core) = routing {
    get("/checkout/{visitor}") {
        call.respondText("${Checkout(core).pages(call.parameters["visitor"]!!)} pages")
    }
}
// end

class TestingSpec : StringSpec({
    // docs: testing-first
    "whoever gets the new checkout pays on one page" {
        val project = TestProject.fromResource("bookshop.json").withVariation("checkout", "one-page")
        ConvertTest(project).use { convert ->
            val checkout = Checkout(convert.start())
            checkout.pages("visitor-1") shouldBe 1
            checkout.pay("visitor-1", 49.9)
            convert.recorded.assertExposure("checkout", "one-page")
            convert.recorded.assertConversion("purchase", 49.9)
        }
    }
    // end

    // docs: testing-each
    val bookshop = TestProject.fromResource("bookshop.json")
    for (variation in bookshop.variations("checkout")) {
        "the checkout has pages with $variation" {
            ConvertTest(bookshop.withVariation("checkout", variation)).use { convert ->
                Checkout(convert.start()).pages("visitor-1") shouldBe if (variation == "one-page") 1 else 3
                convert.recorded.assertExposure("checkout", variation)
            }
        }
    }
    // end

    "overrides are laid over a configuration" {
        // docs: testing-overrides
        val project = TestProject.fromResource("bookshop.json")
            .withVariation("winter-sale", "loud")
            .withVariationFor("ann", "checkout", "one-page")
            .withFeature("club-badge", mapOf("badge" to true, "tiers" to listOf("gold")))
            .withoutFeature("express-pay")
        // end
        ConvertTest(project).use { convert ->
            Checkout(convert.start()).pages("ann") shouldBe 1
            Checkout(convert.start()).pages("bob") shouldBe 3
        }
    }

    "a project is generated" {
        // docs: testing-generated
        val project = TestProject.empty()
            .addExperience("search", "old", "new")
            .addFeature("fuzzy", mapOf("distance" to "integer"))
            .addFeatureTo("search", "new", "fuzzy", mapOf("distance" to 2))
            .addGoal("found")
        // end
        project.variations("search") shouldBe listOf("old", "new")
    }

    // docs: testing-failures
    "a purchase outlives an outage" {
        ConvertTest(bookshop).use { convert ->
            val core = convert.start()
            convert.delivery.fail()
            Checkout(core).pay("visitor-1", 49.9)
            shouldThrow<TrackingDeliveryException> { core.flush() }
            convert.recorded.payloads.shouldBeEmpty()
            convert.delivery.recover()
            convert.recorded.assertConversion("purchase", 49.9)
        }
    }
    // end

    // docs: testing-time
    "a purchase is delivered after an outage, and the configuration was refreshed meanwhile" {
        val test = ConvertTest.builder(bookshop).settings {
            autoFlushInterval = 30.seconds
            refresh { interval = 5.minutes }
        }
        test.build().use { convert ->
            val core = convert.start()
            convert.delivery.failNext(times = 3, status = 503)
            Checkout(core).pay("visitor-1", 49.9)
            convert.advanceTime(10.minutes)
            convert.delivery.requests shouldBe 4
            convert.loading.requests shouldBe 2
            convert.recorded.assertConversion("purchase", 49.9)
        }
    }
    // end

    // docs: testing-route-test
    "the route says how many pages" {
        ConvertTest(bookshop.withVariation("checkout", "one-page")).use { convert ->
            val core = convert.start()
            val server = embeddedServer(CIO, port = 0) { shop(core) }.start()
            try {
                val port = server.engine.resolvedConnectors().single().port
                URI("http://localhost:$port/checkout/ann").toURL().readText() shouldBe "1 pages"
            } finally {
                server.stop()
            }
            convert.recorded.of("ann").assertExposure("checkout", "one-page")
        }
    }
    // end
})
