package com.convert.sdk.ktor.server

import com.convert.sdk.CoreState
import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.ktor.server.fixture.Service
import com.convert.sdk.ktor.server.fixture.Site
import com.convert.sdk.test.ConvertTest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.ktor.server.application.Application
import io.ktor.server.config.MapApplicationConfig
import kotlinx.coroutines.flow.first
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes

private val DECIDED = listOf("one page", "three pages")

class StartupSpec : StringSpec({
    "waiting: the application starts with the configuration that came at the second attempt" {
        val service = Service().failing(503, times = 1)
        Site.open(service) { startupTimeout = 1.minutes }.use { site ->
            site.get("/checkout").body() shouldBeIn DECIDED
        }
    }

    "waiting: when the time is over it starts, and nobody is in an experience until the service is back" {
        val service = Service().failing(503)
        Site.open(service) { startupTimeout = Duration.ZERO }.use { site ->
            val answer = site.get("/checkout")
            answer.body() shouldBe "as ever"
            Site.cookieOf(answer) shouldBe null
            site.get("/pay").body() shouldBe "card"
            service.status = 200
            site.application.awaitReady()
            site.get("/checkout").body() shouldBeIn DECIDED
        }
        service.events.size shouldBe 1
    }

    "waiting: a refused key does not hold the application up" {
        Site.open(Service().failing(404)) { startupTimeout = 1.minutes }.use { site ->
            site.get("/checkout").body() shouldBe "as ever"
        }
    }

    "in the background: the application starts at once, and decides as soon as the service is there" {
        val service = Service().failing(503)
        Site.open(service) { startup = Startup.BACKGROUND }.use { site ->
            site.get("/checkout").body() shouldBe "as ever"
            service.status = 200
            site.application.awaitReady()
            site.get("/checkout").body() shouldBeIn DECIDED
        }
    }

    "failing: the application does not start without a configuration, and says why" {
        val service = Service().failing(503)
        shouldThrow<ConfigLoadException> {
            Site.open(service) {
                startup = Startup.FAIL
                startupTimeout = Duration.ZERO
            }
        }
        service.isClosed shouldBe true
    }

    "failing: a refused key fails at once" {
        val failure = shouldThrow<ConfigLoadException> {
            Site.open(Service().failing(404)) {
                startup = Startup.FAIL
                startupTimeout = 1.minutes
            }
        }
        failure.statusCode shouldBe 404
    }

    "data that is no configuration fails the start in every mode that waits" {
        shouldThrow<InvalidConfigException> {
            Site.open(MapApplicationConfig()) { sdk { data("{}") } }
        }
    }

    "no key is a failure that says where to set it" {
        val failure = shouldThrow<IllegalStateException> {
            Site.open(MapApplicationConfig()) {}
        }
        failure.message shouldContain "Set convert.sdkKey in application.yaml"
    }

    "an instance of the application's own is started and flushed, and stays open" {
        ConvertTest(Service.SHOP).use { convert ->
            Site.open(MapApplicationConfig()) { core = convert.core }.use { site ->
                site.application.convertCore shouldBe convert.core
                site.get("/checkout", "convert_visitor=ann")
            }
            convert.core.isReady shouldBe true
            convert.core.metrics.eventsDelivered shouldBe 1
        }
    }
})

private fun Service.failing(withStatus: Int, times: Int = Int.MAX_VALUE) = apply {
    status = withStatus
    failures = times
}

private suspend fun Application.awaitReady() = convertCore.state.first { it is CoreState.Ready }
