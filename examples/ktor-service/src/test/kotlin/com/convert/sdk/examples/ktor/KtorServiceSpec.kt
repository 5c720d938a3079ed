package com.convert.sdk.examples.ktor

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.Callable
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

private const val CLIENTS = 8

class KtorServiceSpec : StringSpec({
    "visitors are decided for, and buy once" {
        val core = Core(sample(), CountingTransport()).initialize()
        val server = service(core, 0) {}.start()
        try {
            val site = Site(server.engine.resolvedConnectors().single().port)
            site.get("/checkout?visitor=ann&country=US") shouldBe "checkout: three-pages\n"
            site.get("/checkout?visitor=eve&country=CA") shouldBe "checkout: one-page\n"
            site.get("/checkout?visitor=ann&country=FR") shouldBe "checkout: original\n"
            site.post("/purchase?visitor=ann&amount=12.5") shouldBe "purchase: queued\n"
            site.post("/purchase?visitor=ann&amount=12.5") shouldBe "purchase: deduplicated\n"
            site.get("/checkout") shouldBe "who? add ?visitor=…\n"
        } finally {
            server.stop()
        }
    }

    "without a key, events are shown and sent nowhere" {
        val said = ConcurrentLinkedQueue<String>()
        val core = core(key = null, said::add).initialize()
        core.createContext("ann", mapOf("country" to "US")).runExperience("checkout")?.experienceId shouldBe "3001"
        core.shutdown().eventsLeft shouldBe 0
        said.single() shouldContain "\"experienceId\":\"3001\""
    }

    "a service that is stopped under load delivers every purchase that it confirmed" {
        val transport = CountingTransport()
        val core = Core(sample(), transport).initialize()
        val said = ConcurrentLinkedQueue<String>()
        val server = service(core, 0, said::add).start()
        val site = Site(server.engine.resolvedConnectors().single().port)
        val isStopping = AtomicBoolean()
        val confirmed = AtomicInteger()
        val clients = Executors.newFixedThreadPool(CLIENTS)
        val load = List(CLIENTS) { client ->
            clients.submit(Callable { buyUntilStopped(site, client, confirmed, isStopping) })
        }
        while (confirmed.get() < 100) Thread.onSpinWait()
        isStopping.set(true)
        server.stop(gracePeriodMillis = 500, timeoutMillis = 5_000)
        load.forEach { it.get() }
        clients.shutdown()
        confirmed.get() shouldBeGreaterThan 99
        core.metrics.eventsLeftAtClose shouldBe 0
        // A purchase may be tracked whose answer the stopping server could not send any more.
        transport.events.get().toLong() shouldBe core.metrics.eventsQueued
        (transport.events.get() >= confirmed.get()) shouldBe true
        said.first() shouldBe "event: Ready(fromCache=false)"
    }
})

private fun sample() = SdkConfig {
    data(sampleProject())
    flushOnShutdown = false
}

/** Goes on until the server refuses connections. */
private fun buyUntilStopped(site: Site, client: Int, confirmed: AtomicInteger, isStopping: AtomicBoolean) {
    var purchase = 0
    while (true) {
        try {
            val answer = site.post("/purchase?visitor=$client-${purchase++}")
            if (answer == "purchase: queued\n") confirmed.incrementAndGet()
        } catch (e: IOException) {
            if (isStopping.get()) return else throw e
        }
    }
}

private class Site(private val port: Int) {
    private val client = HttpClient.newHttpClient()

    fun get(path: String): String = send(request(path).GET())

    fun post(path: String): String = send(request(path).POST(HttpRequest.BodyPublishers.noBody()))

    private fun request(path: String) = HttpRequest.newBuilder(URI("http://localhost:$port$path"))

    private fun send(request: HttpRequest.Builder) = client.send(request.build(), BodyHandlers.ofString()).body()
}

private class CountingTransport : Transport {
    val events = AtomicInteger()

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse = throw AssertionError("not scripted")

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        events.addAndGet(request.eventCount)
        return TrackingResponse(statusCode = 200, retryAfter = null)
    }

    override fun close() = Unit
}
