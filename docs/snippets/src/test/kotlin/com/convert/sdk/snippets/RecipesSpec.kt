package com.convert.sdk.snippets

import com.convert.sdk.Core
import com.convert.sdk.CoreState
import com.convert.sdk.SdkConfig
import com.convert.sdk.StartMode
import com.convert.sdk.test.ConvertTest
import com.convert.sdk.test.TestProject
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import io.mockk.mockk
import io.mockk.verify
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.withTimeoutOrNull
import java.net.HttpURLConnection
import java.net.URI
import java.nio.file.Files
import java.nio.file.Path
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private val bookshop = TestProject.fromResource("bookshop.json")

class RecipesSpec : StringSpec({
    "a start that cannot fail the application serves defaults, and then decides" {
        val folder = Files.createTempDirectory("recipes")
        val core = com.convert.sdk.snippets.Core(resilient(folder))
        core.initialize()
        // docs: recipe-wait
        withTimeoutOrNull(2.seconds) { core.state.first { it is CoreState.Ready } }
        // end
        health(core) shouldBe (true to "configuration from REMOTE")
        val context = core.createContext("visitor-1", mapOf("country" to "US"))
        // docs: recipe-default
        val timeout = context.runFeature("express-pay")?.variables?.getInt("timeout", 10) ?: 10
        // end
        timeout shouldBe 30
        core.shutdown()
    }

    "health says why there is no configuration" {
        val config = SdkConfig {
            sdkKey = "key"
            start = StartMode.BACKGROUND
        }
        Core(config, Refusing).use { core ->
            val failed = core.state.first { it is CoreState.Failed } as CoreState.Failed
            health(core) shouldBe (false to "config_load_failed, next attempt within ${failed.retryInMillis} ms")
        }
    }

    // docs: recipe-mockk
    "who pays on one page is charged once" {
        ConvertTest(bookshop.withVariation("checkout", "one-page")).use { convert ->
            val payments = mockk<Payments>(relaxed = true) // your own class is mocked, the SDK is not
            val context = convert.start().createContext("ann")
            if (context.runExperience("checkout") != null) {
                payments.charge("ann", 49.9)
                context.trackConversion("purchase", 49.9)
            }
            verify(exactly = 1) { payments.charge("ann", any()) }
            convert.recorded.assertConversion("purchase", 49.9)
        }
    }
    // end

    "routes of Ktor decide, and say how they are" {
        ConvertTest(bookshop.withVariation("checkout", "one-page")).use { convert ->
            val core = convert.start()
            val server = embeddedServer(CIO, port = 0) { shopModule(core) }.start()
            val port = server.engine.resolvedConnectors().single().port
            URI("http://localhost:$port/checkout/ann").toURL().readText() shouldBe "one-page"
            val health = URI("http://localhost:$port/health").toURL().openConnection() as HttpURLConnection
            health.responseCode shouldBe 200
            server.stop()
            core.state.value shouldBe CoreState.Closed
        }
    }
})

/** What the shop charges with; the user's own, and so the one to mock. */
interface Payments {
    fun charge(visitor: String, amount: Double)
}

// docs: recipe-background
fun resilient(folder: Path): SdkConfig = SdkConfig {
    sdkKey = System.getenv("CONVERT_SDK_KEY")
    start = StartMode.BACKGROUND // initialize() returns at once; defaults are served until there is a configuration
    cacheFile = folder.resolve("convert-config.cache") // the last good one, for a start while the service is down
    refresh { interval = 2.minutes }
    autoFlushInterval = 5.seconds
    globalAttributes = mapOf("appVersion" to "4.2")
}
// end

// docs: recipe-health
fun health(core: Core): Pair<Boolean, String> = when (val state = core.state.value) {
    is CoreState.Ready -> true to "configuration from ${state.source}"
    is CoreState.Failed -> false to "${state.error.code}, next attempt within ${state.retryInMillis} ms"
    is CoreState.Created, is CoreState.Loading -> false to "no configuration yet"
    is CoreState.Closed -> false to "closed"
}
// end

// docs: recipe-ktor
fun Application.shopModule(core: Core) {
    routing {
        get("/checkout/{visitor}") {
            val context = core.createContext(call.parameters["visitor"]!!) // one for each request
            call.respondText(context.runExperience("checkout")?.variationKey ?: "original")
        }
        get("/health") {
            val (isUp, details) = health(core)
            call.respondText(details, status = if (isUp) HttpStatusCode.OK else HttpStatusCode.ServiceUnavailable)
        }
    }
    // The last requests have been answered by now, and all that they tracked is queued.
    monitor.subscribe(ApplicationStopped) { core.close() }
}
// end
