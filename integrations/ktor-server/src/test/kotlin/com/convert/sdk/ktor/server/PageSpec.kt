package com.convert.sdk.ktor.server

import com.convert.sdk.ktor.server.fixture.Site
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeLessThan
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

private fun Application.glue() {
    // glue
    install(Convert) {
        visitor { call -> call.request.queryParameters["user"] }
        consent { call -> call.request.cookies["consent"] == "yes" }
        attributes { call -> mapOf("country" to call.request.headers["X-Country"]) }
    }
    // end of glue
    routing { get("/") { call.respondText(call.convert.experience("checkout") { everybody() }) } }
}

private fun ExperienceBranches<String>.everybody() {
    variation("one-page") { "all on one page" }
    otherwise { "three pages" }
}

class PageSpec : StringSpec({
    "what an application has to say of its visitors takes five lines" {
        val glue = File("src/test/kotlin/com/convert/sdk/ktor/server/PageSpec.kt").readText()
            .substringAfter("// glue\n").substringBefore("    // end of glue").trimIndent()
        glue.lines().size shouldBeLessThan 6
        File("../../docs/ktor.md").readText() shouldContain "```kt\n$glue\n```"
        val settings = mapOf("convert.data" to "classpath:for-usa.json", "convert.trackingEnabled" to "false")
        Site.start(MapApplicationConfig(settings.toList())) { glue() }.use { site ->
            site.ask("/?user=ann", "Cookie" to "consent=yes", "X-Country" to "US").body() shouldBe "all on one page"
            site.ask("/?user=ann", "Cookie" to "consent=yes", "X-Country" to "FR").body() shouldBe "three pages"
            site.ask("/?user=ann", "X-Country" to "US").body() shouldBe "three pages"
        }
    }

    "the key may be in the environment, and what else is said comes before it" {
        val environment = mapOf("CONVERT_SDK_KEY" to "1001/2001")
        ConvertConfig(MapApplicationConfig(), environment::get).sdkConfig().sdkKey shouldBe "1001/2001"
        val withData = ConvertConfig(MapApplicationConfig("data" to "classpath:for-usa.json"), environment::get)
        withData.sdkConfig().sdkKey shouldBe null
        ConvertConfig(MapApplicationConfig("sdkKey" to "1/2"), environment::get).sdkConfig().sdkKey shouldBe "1/2"
    }

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
