package com.convert.sdk

import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.FaultBench
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.SHORT
import com.convert.sdk.fixture.fault
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeSorted
import io.kotest.matchers.shouldBe
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

/**
 * What a bad day does to an instance over a real network: in each test one thing fails, then works again, and no event
 * may be lost. The number is that of the fault in the list that this suite was asked for with.
 */
@Tags("slow")
class FaultSuiteSpec : StringSpec({
    "the CDN refuses connections at the start, without a cache" {
        fault("1 CDN refuses connections at start, without cache") {
            cdn.close()
            startFails()
            replaceCdn(Certificates.good)
            core.initialize()
            offer(20)
            deliver()
        }
    }

    "the CDN refuses connections at the start, with a cache" {
        val file = tempdir().toPath().resolve("config")
        fault("1 CDN refuses connections at start, with cache", configure = { cacheFile = file }) {
            core.initialize()
            offer(20)
            restart()
            cdn.close()
            core.initialize().state.value shouldBe CoreState.Ready(ConfigSource.CACHE)
            offer(20)
            deliver()
        }
    }

    val never = CountDownLatch(1)
    listOf(
        "500" to Reply.of(500),
        "403" to Reply.of(403, "<html>no</html>"),
        "HTML" to Reply.of(200, "<html>Log in</html>", "Content-Type" to "text/html"),
        "truncated JSON" to Reply.json("""{"account_id":"100","project":{"id":"200"},"experiences":[{"""),
        "a wrong content length" to Reply.announcing(1_000, """{"account_id":"100"}"""),
        "an endless body" to Reply.endless(1024 * 1024),
        "one byte at a time" to Reply.endless(1) { never.await(100, TimeUnit.MILLISECONDS) },
    ).forEach { (what, reply) ->
        "the CDN answers with $what" {
            fault("2 CDN answers with $what", SHORT) { throughAnOutageOfTheCdn({ cdn.script = { reply } }) }
        }
    }

    listOf(
        "wrong certificate" to Certificates.byStranger,
        "expired certificate" to Certificates.expired,
        "wrong host name" to Certificates.forAnotherHost,
    ).forEach { (what, certificate) ->
        "$what at the CDN" {
            fault("3 $what, CDN") { throughAnOutageOfTheCdn({ replaceCdn(certificate) }) }
        }

        "$what at the tracking service" {
            fault("3 $what, tracking service") {
                core.initialize()
                replaceMetrics(certificate)
                offer(20)
                deliveryFails()
                replaceMetrics(Certificates.good)
                deliver()
            }
        }
    }

    "names cannot be resolved" {
        fault("4 DNS failure") {
            namesAreKnown = false
            startFails()
            namesAreKnown = true
            core.initialize()
            offer(20)
            namesAreKnown = false
            refreshFails()
            deliveryFails()
            namesAreKnown = true
            deliver()
        }
    }

    mapOf<String, (Instant) -> String>(
        "seconds" to { "2" },
        "a date" to { now ->
            DateTimeFormatter.RFC_1123_DATE_TIME.format(pauseUntil(now).atOffset(ZoneOffset.UTC))
        },
    ).forEach { (form, header) ->
        "429 with Retry-After as $form" {
            fault("6 429 with Retry-After as $form") {
                val times = CopyOnWriteArrayList<Instant>()
                metrics.script = { request ->
                    times += Instant.now()
                    if (times.size == 1) Reply.of(429, "", "Retry-After" to header(times[0])) else take(request)
                }
                core.initialize()
                offer(20)
                awaitDelivery()
                listOf(times[0].plusSeconds(1), times[1]).shouldBeSorted()
            }
        }
    }

    "answers are lost after the service has read the request" {
        fault("7 responses lost after the request was read") {
            val requests = AtomicInteger()
            metrics.script = { request ->
                val answer = take(request)
                if (requests.incrementAndGet() <= 2) Reply.lost else answer
            }
            core.initialize()
            offer(20)
            deliver()
        }
    }
})

/** At least one second later, in the whole seconds that a date has. */
private fun pauseUntil(now: Instant) = now.plusSeconds(2).truncatedTo(ChronoUnit.SECONDS)

private suspend fun FaultBench.throughAnOutageOfTheCdn(breakIt: FaultBench.() -> Unit) {
    breakIt()
    startFails()
    replaceCdn(Certificates.good)
    core.initialize()
    offer(20)
    breakIt()
    refreshFails()
    offer(20)
    deliver()
}
