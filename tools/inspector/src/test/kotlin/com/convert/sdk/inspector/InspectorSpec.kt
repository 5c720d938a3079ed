package com.convert.sdk.inspector

import com.convert.sdk.Core
import com.convert.sdk.inspect.Inspect
import com.convert.sdk.inspector.fixture.BOOKSHOP
import com.convert.sdk.inspector.fixture.StandingClock
import com.convert.sdk.inspector.fixture.at
import com.convert.sdk.inspector.fixture.eventually
import com.convert.sdk.inspector.fixture.get
import com.convert.sdk.inspector.fixture.inspectorAt
import com.convert.sdk.inspector.fixture.json
import com.convert.sdk.inspector.fixture.post
import com.convert.sdk.inspector.fixture.remoteCore
import com.convert.sdk.inspector.fixture.state
import com.convert.sdk.inspector.fixture.text
import com.convert.sdk.java.SdkConfig
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import java.time.Duration
import com.convert.sdk.java.Core as JavaCore

private suspend fun watched(use: suspend (Core, Inspector, InspectorWatch) -> Unit) = remoteCore().use { core ->
    inspectorAt(core).use { inspector -> inspector.watch().use { use(core, inspector, it) } }
}

private fun JsonObject.feed() = (at("feed") as JsonArray).map { it as JsonObject }

class InspectorSpec : StringSpec({
    "the page, its files and nothing else are served, with a policy that loads nothing from elsewhere" {
        remoteCore().use { core ->
            val inspector = inspectorAt(core)
            for (path in listOf("/", "/app.js", "/style.css", "/icon.svg", "/state")) {
                val response = inspector.respond(get(path))
                response.status shouldBe 200
                response.headers.getValue("Content-Security-Policy") shouldStartWith "default-src 'none'"
            }
            inspector.respond(get("")).headers["Location"] shouldBe "inspector/"
            for (path in listOf("/app", "/../app.js", "//app.js", "/Inspector.class", "/index.html/")) {
                inspector.respond(get(path)).status shouldBe 404
            }
        }
    }

    "decisions, conversions and deliveries are shown as they happen" {
        watched { core, inspector, _ ->
            val context = core.createContext("ann", mapOf("country" to "US"))
            context.runExperience("checkout")
            context.trackConversion("purchase")
            core.flush()
            eventually { inspector.state().feed().size >= 3 }
            val feed = inspector.state().feed().associateBy { it.text("kind") }
            feed.keys shouldBe setOf("decision", "conversion", "delivery")
            feed.getValue("decision").text("visitor") shouldBe Inspect.reference("ann")
            feed.getValue("decision").text("name") shouldBe "checkout"
            feed.getValue("conversion").text("name") shouldBe "purchase"
            feed.getValue("delivery").text("detail") shouldEndWith "events delivered"
        }
    }

    "visitors are counted once, beside the plan" {
        watched { core, inspector, _ ->
            repeat(150) { visitor ->
                val context = core.createContext("v-$visitor", mapOf("country" to "US"))
                repeat(2) { context.runExperience("checkout") }
                // A listener misses what its buffer has no room for.
                if (visitor % 50 == 49) {
                    eventually { inspector.state().text("experiences", 0, "visitors") == "${visitor + 1}" }
                }
            }
            val checkout = inspector.state().at("experiences", 0)
            checkout.text("key") shouldBe "checkout"
            checkout.text("verdict") shouldBe "healthy"
            checkout.text("variations", 0, "planned") shouldBe "0.5"
        }
    }

    "nothing listens before somebody watches, nor half a minute after the last one left" {
        val clock = StandingClock()
        remoteCore().use { core ->
            val inspector = inspectorAt(core, clock)
            inspector.state()
            inspector.isListening shouldBe false
            val watch = inspector.watch()
            inspector.isListening shouldBe true
            watch.close()
            watch.close()
            clock.move(Duration.ofSeconds(29))
            core.createContext("hanna").runExperience("winter-sale")
            eventually { inspector.state().feed().size == 1 }
            inspector.isListening shouldBe true
            clock.move(Duration.ofSeconds(2))
            core.createContext("hanna").runExperience("winter-sale")
            core.createContext("eve").trackConversion("purchase")
            eventually { !inspector.isListening }
        }
    }

    "a stream says the whole state first, and then only what is new" {
        remoteCore().use { core ->
            val inspector = inspectorAt(core, StandingClock())
            inspector.watch().use { watch ->
                watch.next() shouldStartWith "event: state\ndata: {\"now\":"
                watch.next() shouldBe ""
                core.createContext("hanna").runExperience("winter-sale")
                eventually { "winter-sale" in watch.next().substringAfter("\"feed\":") }
            }
        }
    }

    "a silent stream says now and then that it is there" {
        remoteCore().use { core ->
            inspectorAt(core, StandingClock()).watch().use { watch ->
                watch.next()
                List(10) { watch.next() }.filter { it.isNotEmpty() } shouldBe listOf(": still here\n\n")
            }
        }
    }

    "any visitor's decision is explained, and leaves no trace" {
        watched { core, inspector, _ ->
            val body = """{"key": "checkout", "visitor": "hanna", "attributes": {"country": "US"}}"""
            val answer = inspector.respond(post("/explain", body)).json()
            answer.text("experiences", 0, "variation_key") shouldBe "one-page"
            core.metrics.decisions shouldBe 0
            core.metrics.eventsOffered shouldBe 0
        }
    }

    "a question that makes no sense is answered with what is wrong" {
        watched { _, inspector, _ ->
            for (body in listOf("", "[]", "{", "{\"key\": \"checkout\"}", "{\"key\": 5, \"visitor\": \"a\"}")) {
                inspector.respond(post("/explain", body)).status shouldBe 400
            }
        }
    }

    "a preview is a cookie with the ids, for an hour, and can be ended" {
        watched { _, inspector, _ ->
            val begun = inspector.respond(post("/preview", """{"experience": "3001", "variation": "3102"}"""))
            begun.json().text("variation") shouldBe "one-page"
            begun.headers.getValue("Set-Cookie") shouldBe
                "convert_preview=3001.3102; Path=/; Max-Age=3600; SameSite=Lax; HttpOnly"
            val cookie = "Cookie" to "a=b; convert_preview=3001.3102"
            inspector.respond(get("/preview", "127.0.0.1", cookie)).json().text("experience") shouldBe "checkout"
            inspector.respond(post("/preview", "{}")).headers.getValue("Set-Cookie") shouldContain "Max-Age=0"
        }
    }

    "what cannot be previewed is refused" {
        watched { _, inspector, _ ->
            val wrong = listOf(
                """{"experience": "3001", "variation": "1"}""",
                """{"experience": "3001"}""",
                """{"experience": "a;b", "variation": "\r\nX: y"}""",
            )
            for (body in wrong) {
                val response = inspector.respond(post("/preview", body))
                response.status shouldBe 400
                ("Set-Cookie" in response.headers) shouldBe false
            }
        }
    }

    "a closed instance is shown as closed, and its decisions are still explained" {
        val core = remoteCore()
        val inspector = inspectorAt(core)
        core.close()
        inspector.state().text("instance", "state") shouldBe "closed"
        inspector.watch().use { it.next() shouldContain "\"closed\"" }
        inspector.respond(post("/explain", """{"key": "checkout", "visitor": "a"}""")).status shouldBe 200
    }

    "an instance of the Java face has the same page" {
        val settings = SdkConfig.builder().data(BOOKSHOP).closeTimeout(Duration.ZERO).build()
        JavaCore(settings).use { core ->
            val inspector = inspectorOf(core.initialize())
            inspector.watch().use {
                core.createContext("hanna").runExperience("winter-sale")
                eventually { inspector.state().text("experiences", 1, "visitors") == "1" }
            }
        }
    }

    "an instance without a configuration is shown, and explains nothing" {
        val core = Core(com.convert.sdk.SdkConfig { data(BOOKSHOP) })
        val inspector = inspectorAt(core)
        inspector.state().text("instance", "state") shouldBe "created"
        inspector.respond(post("/explain", """{"key": "checkout", "visitor": "a"}""")).status shouldBe 503
        core.close()
    }
})
