package com.convert.sdk.ktor.server

import com.convert.sdk.ktor.server.fixture.Service
import com.convert.sdk.ktor.server.fixture.Site
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.ktor.server.config.ConfigLoader
import io.ktor.server.config.ConfigLoader.Companion.load
import io.ktor.server.config.MapApplicationConfig
import java.nio.file.Path
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class FileSettingsSpec : StringSpec({
    "every setting can stand in application.yaml" {
        val config = ConvertConfig(ConfigLoader.load("all-settings.yaml").config("convert"))
        val settings = config.settings.build()
        settings.sdkKey shouldBe "1001/2001"
        settings.environment shouldBe "staging"
        settings.trackingEnabled shouldBe false
        settings.autoFlushInterval shouldBe 500.milliseconds
        settings.batchSize shouldBe 20
        settings.maxQueueSize shouldBe 5_000
        settings.closeTimeout shouldBe 3.seconds
        settings.refresh?.interval shouldBe 1.minutes
        settings.cacheFile shouldBe Path.of("convert-cache.json")
        settings.durableQueue?.file shouldBe Path.of("convert-events.journal")
        settings.transport.baseUrl shouldBe "https://cdn.shop.example"
        settings.transport.trackBaseUrl shouldBe "https://events.shop.example/v1"
        settings.transport.timeout shouldBe 4.seconds
        settings.transport.authSecret shouldBe "secret"
        config.startup shouldBe Startup.BACKGROUND
        config.startupTimeout shouldBe 30.seconds
        config.previewLinks shouldBe false
        config.inspector.run { isOn to path } shouldBe (true to "/internal/convert")
        config.cookie.run {
            listOf(name, maxAge, domain, path, secure, httpOnly, sameSite)
        } shouldBe listOf("who", 90.days, "shop.example", "/shop", true, false, SameSite.STRICT)
    }

    "a server runs on application.yaml alone" {
        Site.open(ConfigLoader.load("data.yaml")) {}.use { site ->
            site.get("/checkout").body() shouldBe "as ever"
        }
    }

    "the code has the last word" {
        val file = MapApplicationConfig("convert.sdkKey" to "1001/2001", "convert.cookie.name" to "file")
        val service = Service()
        val changed: ConvertConfig.() -> Unit = {
            transport = service
            cookie { name = "code" }
        }
        Site.open(file, changed).use { site ->
            site.get("/checkout", "code=ann").body() shouldBeIn listOf("one page", "three pages")
        }
        service.events.single().visitorId shouldBe "ann"
    }

    "defaults are those of a server" {
        val settings = ConvertConfig(MapApplicationConfig("sdkKey" to "1001/2001")).sdkConfig()
        settings.autoFlushInterval shouldBe 1.seconds
        settings.refresh?.interval shouldBe 5.minutes
        settings.flushOnShutdown shouldBe false
    }

    "a setting that does not exist is refused with those that do" {
        val failure = shouldThrow<IllegalArgumentException> { ConvertConfig(MapApplicationConfig("sdkkey" to "x")) }
        failure.message shouldContain "convert.sdkkey is no setting"
        failure.message shouldContain "sdkKey, data, environment"
        failure.message shouldNotContain "\"x\""
    }

    "a value that cannot be read is refused with what would do" {
        val wrong = mapOf(
            "autoFlushInterval" to ("soon" to "a duration such as 1s or 5m"),
            "batchSize" to ("ten" to "a whole number"),
            "trackingEnabled" to ("yes" to "true or false"),
            "startup" to ("later" to "one of wait, background, fail"),
            "cookie.sameSite" to ("some" to "one of strict, lax, none"),
        )
        wrong.forEach { (name, case) ->
            val file = MapApplicationConfig(name to case.first)
            val failure = shouldThrow<IllegalArgumentException> { ConvertConfig(file) }
            failure.message shouldBe "convert.$name: expected ${case.second}, was \"${case.first}\"."
        }
    }

    "a cookie that browsers would drop is refused" {
        shouldThrow<IllegalArgumentException> {
            Site.open(Service()) {
                cookie {
                    sameSite = SameSite.NONE
                    secure = false
                }
            }
        }.message shouldContain "none needs cookie.secure"
    }
})
