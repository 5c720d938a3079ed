package com.convert.sdk.ktor.server

import com.convert.sdk.ktor.server.fixture.Site
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.config.MapApplicationConfig
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import java.io.File

// docs
fun Application.shop() {
    install(Convert)
    routing {
        get("/checkout") {
            val page = call.convert.experience("checkout") {
                variation("one-page") { "all on one page" }
                otherwise { "three pages" }
            }
            call.respondText(page)
        }
        post("/buy") {
            call.convert.trackConversion("purchase") { revenue = 49.90 }
            call.respondText("thank you")
        }
    }
}
// end

class PageSpec : StringSpec({
    "the program in docs/ktor.md is the one that runs here" {
        val source = File("src/test/kotlin/com/convert/sdk/ktor/server/PageSpec.kt").readText()
        val shown = source.substringAfter("// docs\n").substringBefore("// end\n")
        File("../../docs/ktor.md").readText() shouldContain "```kt\n$shown```"
    }

    "it runs" {
        val settings = mapOf("data" to "classpath:for-usa.json", "trackingEnabled" to "false")
        val file = MapApplicationConfig(settings.map { "convert.${it.key}" to it.value })
        Site.start(file) { shop() }.use { site ->
            site.get("/checkout").body() shouldBe "three pages"
            site.post("/buy").body() shouldBe "thank you"
        }
    }
})
