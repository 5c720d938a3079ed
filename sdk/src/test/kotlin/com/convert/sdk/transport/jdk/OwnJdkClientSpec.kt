package com.convert.sdk.transport.jdk

import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.ktor.CONFIG
import com.convert.sdk.transport.ktor.SECRET
import com.convert.sdk.transport.ktor.configRequest
import com.convert.sdk.transport.ktor.failure
import com.convert.sdk.transport.ktor.settings
import com.convert.sdk.transport.ktor.trackingRequest
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** A client of the JDK's that a user configured: what the SDK promises of its own holds for it. */
@Tags("slow")
class OwnJdkClientSpec : StringSpec({
    "addresses, headers, secret, packing and the answer are as ever" {
        HttpsServer {
            if (it.method == "GET") Reply.gzip(CONFIG) else Reply.of(429, "", "Retry-After" to "7")
        }.use { server ->
            val transport = client().asTransport(server.settings { compressTracking = true })
            transport.use {
                it.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
                it.sendTracking(trackingRequest) shouldBe TrackingResponse(429, "7")
            }
            val (fetch, post) = server.requests
            fetch.headers shouldContain ("authorization" to "Bearer $SECRET")
            fetch.headers shouldContain ("user-agent" to "ConvertAgent/1.0")
            post.headers shouldContain ("user-agent" to "ConvertAgent/1.0")
            post.headers shouldContain ("content-type" to "application/json")
            post.headers["authorization"] shouldBe null
            post.text shouldBe trackingRequest.body
        }
    }

    "an unchanged configuration is not sent again" {
        HttpsServer { Reply.of(304) }.use { server ->
            client().asTransport(server.settings()).use {
                it.fetchConfig(configRequest.copy(etag = "\"v1\"")) shouldBe ConfigResponse.NotModified
            }
        }
    }

    "a redirect is an answer, and a client that follows them is refused" {
        HttpsServer { Reply.of(302, "", "Location" to "/elsewhere") }.use { server ->
            client().asTransport(server.settings()).failure().statusCode shouldBe 302
            server.requests.size shouldBe 1
            val following = client { followRedirects(HttpClient.Redirect.NORMAL) }
            shouldThrow<IllegalArgumentException> { following.asTransport(server.settings()) }
                .message shouldContain "followRedirects(NEVER)"
        }
    }

    "the time-out of the settings holds, and what went wrong is told without secrets" {
        val never = CountDownLatch(1)
        HttpsServer { Reply(keepsConnection = false) { never.await() } }.use { server ->
            val transport = client().asTransport(server.settings { timeout = 300.milliseconds })
            transport.failure().message shouldContain "longer than 300ms"
            never.countDown()
        }
    }

    "cancelling the caller ends the request" {
        val never = CountDownLatch(1)
        HttpsServer { Reply(keepsConnection = true) { never.await() } }.use { server ->
            val transport = client().asTransport(server.settings { timeout = 60.seconds })
            coroutineScope {
                val waiting = launch { transport.sendTracking(trackingRequest) }
                eventually(5.seconds) { server.requests.size shouldBe 1 }
                waiting.cancelAndJoin()
            }
            never.countDown()
            eventually(5.seconds) { server.openConnections shouldBe 0 }
        }
    }

    "closing the transport leaves the client open, and ends the transport" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val client = client()
            client.asTransport(server.settings()).run {
                fetchConfig(configRequest)
                close()
                close()
                failure()
            }
            val request = HttpRequest.newBuilder(URI.create("${server.url}/still")).build()
            client.send(request, BodyHandlers.ofString()).body() shouldBe CONFIG
        }
    }
})

private fun client(configure: HttpClient.Builder.() -> Unit = {}): HttpClient =
    HttpClient.newBuilder().sslContext(Certificates.client).apply(configure).build()
