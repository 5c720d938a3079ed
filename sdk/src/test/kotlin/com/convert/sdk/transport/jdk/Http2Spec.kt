package com.convert.sdk.transport.jdk

import com.convert.sdk.TransportConfig
import com.convert.sdk.fixture.Certificates
import com.convert.sdk.internal.defaultTransport
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.Transport
import com.convert.sdk.transport.ktor.CONFIG
import com.convert.sdk.transport.ktor.configRequest
import com.convert.sdk.transport.ktor.trackingRequest
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import mockwebserver3.MockResponse
import mockwebserver3.MockWebServer
import mockwebserver3.SocketEffect
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Lasting connections of HTTP/2, and how they end. */
@Tags("slow")
class Http2Spec : StringSpec({
    "HTTP/2 is agreed on, and everything goes over one connection, at once as well" {
        http2 { server, transport ->
            server.enqueue(MockResponse.Builder().body(CONFIG).build())
            repeat(8) { server.enqueue(MockResponse()) }
            transport.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null)
            coroutineScope { List(8) { async { transport.sendTracking(trackingRequest) } }.awaitAll() }
            val received = List(9) { server.takeRequest() }
            received.map { it.connectionIndex }.distinct() shouldContainExactly listOf(0)
            received.first().headers["user-agent"] shouldBe "ConvertAgent/1.0"
        }
    }

    "after a GOAWAY the next batch takes a new connection" {
        http2 { server, transport ->
            server.enqueue(MockResponse.Builder().onResponseEnd(SocketEffect.ShutdownConnection).build())
            server.enqueue(MockResponse())
            repeat(2) { transport.sendUntilTaken() }
            List(2) { server.takeRequest().connectionIndex } shouldContainExactly listOf(0, 1)
        }
    }

    "a connection that was dropped without a word costs one time-out, not more" {
        http2(timeout = 500.milliseconds) { server, transport ->
            server.enqueue(MockResponse())
            server.enqueue(MockResponse.Builder().onResponseStart(SocketEffect.Stall).build())
            server.enqueue(MockResponse())
            transport.sendTracking(trackingRequest).statusCode shouldBe 200
            val failure = runCatching { transport.sendTracking(trackingRequest) }.exceptionOrNull()
            failure?.message shouldContain "longer than 500ms"
            transport.sendTracking(trackingRequest).statusCode shouldBe 200
            List(3) { server.takeRequest().connectionIndex } shouldContainExactly listOf(0, 0, 1)
        }
    }

    "a stream that is reset fails, and the connection goes on" {
        http2 { server, transport ->
            server.enqueue(MockResponse())
            server.enqueue(MockResponse.Builder().onResponseStart(SocketEffect.CloseStream()).build())
            server.enqueue(MockResponse())
            transport.sendTracking(trackingRequest).statusCode shouldBe 200
            runCatching { transport.sendTracking(trackingRequest) }.isFailure shouldBe true
            transport.sendTracking(trackingRequest).statusCode shouldBe 200
        }
    }
})

/** As the flush loop does: what fails is sent again. */
private suspend fun Transport.sendUntilTaken() {
    repeat(3) {
        if (runCatching { sendTracking(trackingRequest) }.isSuccess) return
    }
    error("no batch gets through")
}

private suspend fun http2(timeout: Duration = 10.seconds, test: suspend (MockWebServer, Transport) -> Unit) {
    MockWebServer().use { server ->
        server.useHttps(Certificates.good.socketFactory)
        server.start()
        val config = TransportConfig.Builder().apply {
            baseUrl = "https://localhost:${server.port}"
            trackBaseUrl = baseUrl
            this.timeout = timeout
        }.build()
        defaultTransport(config, Logs(null), Dispatchers.IO, Certificates.trust).use { test(server, it) }
    }
}
