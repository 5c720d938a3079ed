package com.convert.sdk.examples.ktor

import com.convert.sdk.ktor.server.convertCore
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
        val server = service(0, null, StandIn {}) {}.start()
        try {
            val site = Site(server.engine.resolvedConnectors().single().port)
            site.get("/?visitor=ann&country=US") shouldContain "Checkout with <b>three pages</b>"
            site.get("/?visitor=eve&country=CA") shouldContain "Checkout with <b>one page</b>"
            site.get("/?visitor=eve&country=CA") shouldContain "QuickPay"
            site.get("/?visitor=ann&country=FR") shouldContain "Checkout with <b>the old pages</b>"
            site.post("/buy?visitor=ann&amount=12.5") shouldContain "<b>queued</b>"
            site.post("/buy?visitor=ann&amount=12.5") shouldContain "<b>deduplicated</b>"
        } finally {
            server.stop()
        }
    }

    "without a key, events are shown and sent nowhere" {
        val said = ConcurrentLinkedQueue<String>()
        val server = service(0, null, StandIn(said::add)) {}.start()
        Site(server.engine.resolvedConnectors().single().port).get("/?visitor=ann&country=US")
        server.stop()
        said.joinToString() shouldContain "\"experienceId\":\"3001\""
    }

    "what arrived is shown" {
        val standIn = StandIn {}
        val server = service(0, null, standIn) {}.start()
        val site = Site(server.engine.resolvedConnectors().single().port)
        site.get("/?visitor=ann&country=US")
        server.application.convertCore.flush()
        site.get("/events") shouldContain "\"eventType\":\"bucketing\""
        site.get("/convert/inspector/state") shouldContain "\"state\":\"ready\""
        server.stop()
    }

    "a preview leaves no trace" {
        val said = ConcurrentLinkedQueue<String>()
        val server = service(0, null, StandIn(said::add)) {}.start()
        val page = Site(server.engine.resolvedConnectors().single().port).get("/?convert_preview=3001.3102")
        server.stop()
        page shouldContain "Checkout with <b>one page</b>"
        said.size shouldBe 0
    }

    "a service that is stopped under load delivers every purchase that it confirmed" {
        val told = ConcurrentLinkedQueue<String>()
        val said = ConcurrentLinkedQueue<String>()
        val server = service(0, null, StandIn(told::add), said::add).start()
        val core = server.application.convertCore
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
        val purchases = told.sumOf { Regex("\"goalId\"").findAll(it).count() }
        purchases.toLong() shouldBe core.metrics.eventsQueued
        purchases shouldBeGreaterThan confirmed.get() - 1
        said.first() shouldBe "event: Ready(fromCache=false)"
    }
})

/** Goes on until the server refuses connections. */
private fun buyUntilStopped(site: Site, client: Int, confirmed: AtomicInteger, isStopping: AtomicBoolean) {
    var purchase = 0
    while (true) {
        try {
            val answer = site.post("/buy?visitor=$client-${purchase++}")
            if ("<b>queued</b>" in answer) confirmed.incrementAndGet()
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
