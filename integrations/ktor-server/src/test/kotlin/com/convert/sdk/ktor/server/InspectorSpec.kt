package com.convert.sdk.ktor.server

import com.convert.sdk.ktor.server.fixture.Service
import com.convert.sdk.ktor.server.fixture.Site
import com.convert.sdk.ktor.server.fixture.shop
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.ktor.server.config.MapApplicationConfig

private const val PAGE = "/convert/inspector"

class InspectorSpec : StringSpec({
    "there is no page unless it is switched on" {
        Site.open(Service()).use { it.get("$PAGE/").statusCode() shouldBe 404 }
    }

    "switched on, browsers on this machine see it, and nobody through a proxy" {
        Site.open(Service()) { inspector() }.use { site ->
            site.get("$PAGE/").body() shouldContain "<title>"
            site.get(PAGE).headers().firstValue("Location").get() shouldBe "inspector/"
            site.get("$PAGE/state").body() shouldContain "\"state\":\"ready\""
            site.ask("$PAGE/state", "X-Forwarded-For" to "203.0.113.9").statusCode() shouldBe 404
            site.get("/checkout").body() shouldBeIn listOf("one page", "three pages")
        }
    }

    "it is where the application wants it, for whom its guard admits" {
        Site.open(Service()) { inspector { forStaff() } }.use { site ->
            val here = "/internal/convert"
            site.ask("$here/", "X-Staff" to "yes", "X-Forwarded-For" to "203.0.113.9").statusCode() shouldBe 200
            site.get("$here/").statusCode() shouldBe 404
            site.get("$here/events").statusCode() shouldBe 404
            site.ask("$PAGE/", "X-Staff" to "yes").statusCode() shouldBe 404
        }
    }

    "a guard that throws admits nobody" {
        Site.open(Service()) { inspector { guard { error("the directory of the staff is down") } } }.use { site ->
            site.get("$PAGE/app.js").statusCode() shouldBe 404
        }
    }

    "a path that is none fails the start, and leaves no instance behind" {
        val service = Service()
        shouldThrow<IllegalArgumentException> { Site.open(service) { inspector { path = "convert" } } }
        service.isClosed shouldBe true
    }

    "it answers below the root path of the server" {
        val site = Site.start(MapApplicationConfig(), root = "/shop") {
            shop {
                sdkKey = "1001/2001"
                transport = Service()
                inspector()
            }
        }
        site.use { it.get("/shop$PAGE/state").body() shouldContain "\"state\":\"ready\"" }
    }

    "it explains a decision, and says nothing of who was asked about" {
        Site.open(Service()) { inspector() }.use { site ->
            val answer = site.postJson("$PAGE/explain", """{"key":"checkout","visitor":"ann-the-visitor"}""")
            answer.statusCode() shouldBe 200
            answer.body() shouldNotContain "ann-the-visitor"
            site.post("$PAGE/explain").statusCode() shouldBe 403
        }
    }

    "it streams what happens, and ends the stream of an open page when the server stops" {
        val site = Site.open(Service()) { inspector() }
        val lines = site.lines("$PAGE/events")
        lines.upTo("\"heard_decisions\":0")
        site.get("/checkout", "convert_visitor=ann-the-visitor")
        lines.upTo("\"heard_decisions\":1") shouldNotContain "ann-the-visitor"
        site.close(graceMillis = 3_000)
        // One that is cut off when the grace is over fails here.
        lines.forEachRemaining { }
    }

    "a variation that is forced on the page is what this browser gets, without a trace" {
        val service = Service()
        val (experience, variation) = PreviewIds.of(Service.SHOP).getValue("one-page").split('.')
        Site.open(service) { inspector() }.use { site ->
            val wish = """{"experience":"$experience","variation":"$variation"}"""
            val cookie = Site.cookieOf(site.postJson("$PAGE/preview", wish))
            cookie shouldBe "convert_preview=$experience.$variation"
            site.get("/checkout", cookie).body() shouldBe "one page"
        }
        service.events.size shouldBe 0
    }

    "without the page, such a cookie counts for nothing" {
        val service = Service()
        val cookie = "convert_preview=" + PreviewIds.of(Service.SHOP).getValue("one-page")
        Site.open(service).use { it.get("/checkout", "$cookie; convert_visitor=ann") }
        service.events.map { it.visitorId } shouldBe listOf("ann")
    }
})

private fun InspectorPage.forStaff() {
    path = "/internal/convert"
    guard { call -> call.request.headers["X-Staff"] == "yes" }
}

/** The first line that holds [text]. */
private fun Iterator<String>.upTo(text: String): String = asSequence().first { text in it }
