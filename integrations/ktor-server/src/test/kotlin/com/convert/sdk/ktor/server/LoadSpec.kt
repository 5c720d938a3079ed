package com.convert.sdk.ktor.server

import com.convert.sdk.ktor.server.fixture.Service
import com.convert.sdk.ktor.server.fixture.Site
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import java.io.IOException
import java.util.concurrent.Callable
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executors

private const val CLIENTS = 10

class LoadSpec : StringSpec({
    "ten clients at once each keep a variation and are reported once" {
        val service = Service()
        val pages = ConcurrentHashMap<String, MutableSet<String>>()
        Site.open(service).use { site ->
            crowd { client ->
                repeat(50) {
                    val visitor = "$client-${it % 5}"
                    pages.computeIfAbsent(visitor) { ConcurrentHashMap.newKeySet() }
                        .add(site.get("/checkout", "convert_visitor=$visitor").body())
                }
            }
        }
        pages.size shouldBe CLIENTS * 5
        pages.values.filter { it.size != 1 } shouldBe emptyList()
        service.events.map { it.visitorId } shouldContainExactlyInAnyOrder pages.keys.toList()
    }

    "servers that are replaced one after the other under load deliver every purchase that they confirmed" {
        val service = Service()
        val sites = List(3) { Site.open(service) }
        val cores = sites.map { it.application.convertCore }
        val confirmed = ConcurrentHashMap.newKeySet<String>()
        val clients = Executors.newFixedThreadPool(CLIENTS)
        val load = List(CLIENTS) { client ->
            clients.submit(Callable { sites.forEach { buyUntilClosed(it, client, confirmed) } })
        }
        sites.forEach { site ->
            val before = confirmed.size
            while (confirmed.size < before + 100 && load.none { it.isDone }) Thread.onSpinWait()
            site.close()
        }
        load.forEach { it.get() }
        clients.shutdown()
        confirmed.size shouldBeGreaterThan 299
        val delivered = service.events.filter { it.kind == "conversion" }.map { it.visitorId }
        delivered shouldContainAll confirmed
        delivered.size shouldBe delivered.toSet().size
        cores.map { it.metrics.eventsLeftAtClose } shouldBe listOf(0L, 0L, 0L)
    }
})

private fun crowd(work: (client: Int) -> Unit) {
    val threads = Executors.newFixedThreadPool(CLIENTS)
    List(CLIENTS) { client -> threads.submit(Callable { work(client) }) }.forEach { it.get() }
    threads.shutdown()
}

/** Goes on until the server closes, and leaves for the next one. */
private fun buyUntilClosed(site: Site, client: Int, confirmed: MutableSet<String>) {
    while (true) {
        val visitor = "$client-${System.nanoTime()}"
        try {
            val answer = site.post("/buy", "convert_visitor=$visitor")
            if (answer.body() == "queued") confirmed.add(visitor) else check(site.isClosing) { answer.body() }
        } catch (_: IOException) {
            // A server may end a connection that was idle; whoever sees that comes again.
        }
        if (site.isClosing) return
    }
}
