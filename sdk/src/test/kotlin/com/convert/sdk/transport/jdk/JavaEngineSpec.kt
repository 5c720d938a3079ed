package com.convert.sdk.transport.jdk

import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.TunnelProxy
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.ktor.CONFIG
import com.convert.sdk.transport.ktor.configRequest
import com.convert.sdk.transport.ktor.failure
import com.convert.sdk.transport.ktor.trackingRequest
import com.convert.sdk.transport.ktor.transport
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import java.io.OutputStream
import java.net.InetAddress
import java.util.concurrent.CountDownLatch
import java.util.concurrent.ForkJoinPool
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

/** What the default engine takes that CIO does not, and what its lasting connections bring along. */
@Tags("slow")
class JavaEngineSpec : StringSpec({
    listOf("100 Continue", "102 Processing", "103 Early Hints").forEach { interim ->
        "an interim answer, $interim, is not taken for the answer" {
            HttpsServer { request ->
                Reply(keepsConnection = true) {
                    it.text("HTTP/1.1 $interim\r\nLink: </a>\r\n\r\n")
                    (if (request.method == "GET") Reply.json(CONFIG) else Reply.of(200)).write(it)
                }
            }.use { server ->
                server.transport().use {
                    it.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
                    it.sendTracking(trackingRequest) shouldBe TrackingResponse(200, null)
                }
                server.requests.size shouldBe 2
            }
        }
    }

    "a header line of 8,300 characters is read over" {
        HttpsServer { Reply.json(CONFIG, "Content-Security-Policy" to "x".repeat(8_300)) }.use { server ->
            server.transport().use {
                it.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
                it.sendTracking(trackingRequest).statusCode shouldBe 200
            }
        }
    }

    "an address may be an IPv6 one" {
        val loopback = InetAddress.getByName("::1")
        HttpsServer(Certificates.forIpv6, address = loopback) { Reply.json(CONFIG) }.use { server ->
            server.transport { baseUrl = "https://[::1]:${server.port}" }.use {
                it.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
            }
        }
    }

    listOf(
        "204 without a length" to "HTTP/1.1 204 No Content\r\n\r\n",
        "304 with a length" to "HTTP/1.1 304 Not Modified\r\nContent-Length: 33\r\n\r\n",
        "304 without a length" to "HTTP/1.1 304 Not Modified\r\n\r\n",
    ).forEach { (what, head) ->
        "$what is answered at once, on a connection that stays open" {
            HttpsServer { Reply(keepsConnection = true) { it.text(head) } }.use { server ->
                server.transport().use { transport ->
                    measureTime { repeat(3) { transport.sendTracking(trackingRequest) } } shouldBeLessThan 2.seconds
                }
            }
        }
    }

    "batches one after the other use one connection, or two when an answer is slow to end" {
        HttpsServer { Reply.of(200, "{}") }.use { server ->
            server.transport().use { transport ->
                repeat(100) { transport.sendTracking(trackingRequest).statusCode shouldBe 200 }
            }
            server.requests.size shouldBe 100
            server.connections shouldBeLessThanOrEqual 2
        }
    }

    "four batches at once use four connections at most, however often" {
        HttpsServer { Reply.of(200, "{}") }.use { server ->
            server.transport().use { transport ->
                coroutineScope {
                    List(4) { async { repeat(25) { transport.sendTracking(trackingRequest) } } }.awaitAll()
                }
            }
            server.requests.size shouldBe 100
            server.connections shouldBeLessThanOrEqual 8
        }
    }

    "a body that dawdles costs a batch next to nothing" {
        val stop = CountDownLatch(1)
        HttpsServer { Reply.endless(1) { stop.await(50, TimeUnit.MILLISECONDS) } }.use { server ->
            server.transport().use { transport ->
                transport.sendTracking(trackingRequest)
                val time = measureTime { repeat(10) { transport.sendTracking(trackingRequest) } }
                time shouldBeLessThan 3.seconds
                eventually(5.seconds) { server.openConnections shouldBe 0 }
            }
            stop.countDown()
        }
    }

    "a service that closes after each answer takes each batch once, if need be at the second attempt" {
        HttpsServer { Reply.of(200).let { Reply(keepsConnection = false, it.write) } }.use { server ->
            server.transport().use { transport ->
                repeat(20) {
                    // The end of the connection may be on its way when the next batch sets out.
                    runCatching { transport.sendTracking(trackingRequest) }
                        .getOrElse { transport.sendTracking(trackingRequest) }.statusCode shouldBe 200
                }
            }
            server.requests.size shouldBe 20
        }
    }

    "a batch on a connection that ends under it fails, and the next one connects anew" {
        val count = AtomicInteger()
        HttpsServer { if (count.incrementAndGet() == 2) Reply.lost else Reply.of(200) }.use { server ->
            server.transport().use { transport ->
                transport.sendTracking(trackingRequest).statusCode shouldBe 200
                val failure = runCatching { transport.sendTracking(trackingRequest) }.exceptionOrNull()
                failure?.message shouldContain "the connection was cut"
                transport.sendTracking(trackingRequest).statusCode shouldBe 200
            }
            server.requests.size shouldBe 3
        }
    }

    "a connection that was dropped without a word costs one time-out, not more" {
        val count = AtomicInteger()
        val never = CountDownLatch(1)
        HttpsServer {
            if (count.incrementAndGet() == 2) Reply(keepsConnection = true) { never.await() } else Reply.of(200)
        }.use { server ->
            server.transport { timeout = 500.milliseconds }.use { transport ->
                transport.sendTracking(trackingRequest).statusCode shouldBe 200
                val failure = runCatching { transport.sendTracking(trackingRequest) }.exceptionOrNull()
                failure?.message shouldContain "longer than 500ms (transport.timeout)"
                transport.sendTracking(trackingRequest).statusCode shouldBe 200
            }
            server.connections shouldBe 2
            never.countDown()
        }
    }

    "with the common pool blocked, batches, configurations and failures arrive at once" {
        HttpsServer { if (it.method == "GET") Reply.json(CONFIG) else Reply.of(200) }.use { server ->
            val gone = HttpsServer { Reply.lost }.also { it.close() }
            whileCommonPoolIsBlocked {
                val time = measureTime {
                    server.transport().use {
                        it.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
                        it.sendTracking(trackingRequest).statusCode shouldBe 200
                    }
                    gone.transport().failure().message shouldContain "no connection"
                }
                time shouldBeLessThan 5.seconds
            }
        }
    }

    "the JVM's proxy is used, and the name is the proxy's to resolve" {
        HttpsServer(Certificates.forAnotherHost) { Reply.json(CONFIG) }.use { server ->
            TunnelProxy().use { proxy ->
                withProperties("https.proxyHost" to "localhost", "https.proxyPort" to "${proxy.address.port}") {
                    server.transport { baseUrl = "https://elsewhere.example:${server.port}" }.use {
                        it.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
                    }
                }
                proxy.opened shouldContainExactly listOf("elsewhere.example:${server.port}")
            }
        }
    }

    "a proxy that wants a password is told apart" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            TunnelProxy("user", "password").use { proxy ->
                withProperties("https.proxyHost" to "localhost", "https.proxyPort" to "${proxy.address.port}") {
                    val failure = server.transport { baseUrl = "https://elsewhere.example:${server.port}" }.failure()
                    failure.message shouldContain "https.proxyHost"
                }
            }
        }
    }

    "headers that the client keeps for itself are left out, and the others go" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val own = mapOf("Connection" to "close", "Host" to "elsewhere.example", "X-Team" to "growth")
            server.transport { headers = own }.use { it.fetchConfig(configRequest) }
            server.requests.single().headers shouldContain ("x-team" to "growth")
            server.requests.single().headers shouldContain ("host" to "localhost:${server.port}")
        }
    }
})

private fun OutputStream.text(text: String) = write(text.toByteArray())

private suspend fun whileCommonPoolIsBlocked(action: suspend () -> Unit) {
    val release = CountDownLatch(1)
    // More than its threads, and than those that it adds for blocked ones.
    repeat(64) { ForkJoinPool.commonPool().execute { release.await() } }
    try {
        action()
    } finally {
        release.countDown()
    }
}

private suspend fun withProperties(vararg properties: Pair<String, String>, action: suspend () -> Unit) {
    properties.forEach { (name, value) -> System.setProperty(name, value) }
    try {
        action()
    } finally {
        properties.forEach { (name, _) -> System.clearProperty(name) }
    }
}
