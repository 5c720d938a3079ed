package com.convert.sdk.ktor.server

import com.convert.sdk.ktor.server.fixture.Service
import com.convert.sdk.ktor.server.fixture.Site
import com.convert.sdk.test.TestProject
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldMatch
import kotlin.time.Duration.Companion.days

class VisitorSpec : StringSpec({
    "a visitor is recognised by a cookie, keeps the variation and is reported once" {
        val service = Service()
        Site.open(service).use { site ->
            val first = site.get("/checkout")
            first.headers().firstValue("Set-Cookie").get() shouldMatch
                "convert_visitor=[0-9a-f-]{36}; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax"
            val cookie = Site.cookieOf(first)
            val second = site.get("/checkout", cookie)
            second.body() shouldBe first.body()
            Site.cookieOf(second) shouldBe null
        }
        service.events.map { it.kind } shouldContainExactly listOf("bucketing")
    }

    "a page that asks for nothing sets no cookie" {
        Site.open(Service()).use { site -> Site.cookieOf(site.get("/about")) shouldBe null }
    }

    "the cookie is as the settings say" {
        val settings: ConvertConfig.() -> Unit = {
            cookie {
                name = "who"
                maxAge = 1.days
                domain = "shop.example"
                path = "/checkout"
                httpOnly = false
                sameSite = SameSite.NONE
            }
        }
        Site.open(Service(), settings).use { site ->
            site.get("/checkout").headers().firstValue("Set-Cookie").get() shouldMatch
                "who=[0-9a-f-]{36}; Max-Age=86400; Domain=shop.example; Path=/checkout; Secure; SameSite=None"
        }
    }

    "what is no visitor's id in the cookie is replaced" {
        Site.open(Service()).use { site ->
            listOf("", "a b", "x".repeat(129), "%0d%0aSet-Cookie:x").forEach { value ->
                val answer = site.get("/visitor", "convert_visitor=$value")
                answer.body() shouldMatch "[0-9a-f-]{36}"
                Site.cookieOf(answer) shouldBe "convert_visitor=${answer.body()}"
            }
        }
    }

    "a visitor whom the application names needs no cookie" {
        val named: ConvertConfig.() -> Unit = { visitor { it.request.queryParameters["user"] } }
        Site.open(Service(), named).use { site ->
            val answer = site.get("/visitor?user=ann")
            answer.body() shouldBe "ann"
            Site.cookieOf(answer) shouldBe null
            Site.cookieOf(site.get("/visitor?user=")) shouldNotBe null
        }
    }

    "attributes of the call are what audiences see" {
        val seen = ArrayList<Any?>()
        val provided: ConvertConfig.() -> Unit = {
            attributes { call -> mapOf("country" to call.request.queryParameters["country"]).also { seen.add(it) } }
        }
        val forUsa = Service(TestProject.from(VisitorSpec::class.java.getResource("/for-usa.json")!!.readText()))
        Site.open(forUsa, provided).use { site ->
            site.get("/checkout?country=US").body() shouldBe "one page"
            site.get("/checkout?country=CH").body() shouldBe "as ever"
        }
        seen shouldContainExactly listOf(mapOf("country" to "US"), mapOf("country" to "CH"))
    }

    "a preview link shows its variation and leaves no trace" {
        val service = Service()
        val ids = PreviewIds.of(Service.SHOP)
        Site.open(service).use { site ->
            ids.forEach { (key, value) ->
                site.get("/checkout?convert_preview=$value").body() shouldBe key.replace('-', ' ')
                site.post("/buy?convert_preview=$value").body() shouldBe "preview"
            }
        }
        service.events shouldContainExactly emptyList()
    }

    "a preview link that names nothing decides as ever" {
        Site.open(Service()).use { site ->
            val cookie = Site.cookieOf(site.get("/checkout"))
            val page = site.get("/checkout", cookie).body()
            listOf("", "1", "1.2.3", "a.b", "999999.1").forEach {
                site.get("/checkout?convert_preview=$it", cookie).body() shouldBe page
            }
        }
    }

    "a site can do without preview links" {
        val service = Service()
        Site.open(service) { previewLinks = false }.use { site ->
            site.get("/checkout?convert_preview=${PreviewIds.of(Service.SHOP).getValue("one-page")}")
        }
        service.events.map { it.kind } shouldContainExactly listOf("bucketing")
    }

    "without consent there is no cookie, no variation and no event" {
        val service = Service()
        val asked: ConvertConfig.() -> Unit = {
            consent { it.request.cookies["consent"] == "yes" }
        }
        Site.open(service, asked).use { site ->
            val answers = listOf(site.get("/checkout"), site.get("/pay"), site.post("/buy"))
            answers.map { Site.cookieOf(it) } shouldContainExactly listOf(null, null, null)
            answers[0].body() shouldBe "as ever"
            answers[1].body() shouldBe "card"
            answers.map { it.body() } shouldNotContain "queued"
            site.get("/checkout", "convert_visitor=ann").body() shouldBe "as ever"
            val agreed = site.get("/checkout", "convert_visitor=ann; consent=yes")
            agreed.body() shouldBeIn listOf("one page", "three pages")
        }
        service.events.map { it.visitorId } shouldContainExactly listOf("ann")
    }

    "a preview needs no consent" {
        val service = Service()
        val link = PreviewIds.of(Service.SHOP).getValue("one-page")
        Site.open(service) { consent { false } }.use { site ->
            val answer = site.get("/checkout?convert_preview=$link")
            answer.body() shouldBe "one page"
            Site.cookieOf(answer) shouldBe null
        }
        service.events shouldContainExactly emptyList()
    }
})

/** What a preview link says for each variation of the one experience. */
internal object PreviewIds {
    private val entity = Regex("\"id\":\"(\\d+)\",\"key\":\"([a-z-]+)\"")

    fun of(project: TestProject): Map<String, String> {
        val ids = entity.findAll(project.json).associate { it.groupValues[2] to it.groupValues[1] }
        return project.variations("checkout").associateWith { "${ids.getValue("checkout")}.${ids.getValue(it)}" }
    }
}
