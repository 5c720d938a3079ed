package com.convert.sdk.transport.ktor

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.internal.defaultTransport
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.HttpEngine
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.Dispatchers
import java.io.IOException
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.seconds

/** What can be wrong with TLS: each failure says in one line what it is, and which setting has to do with it. */
@Tags("slow")
class TlsSpec : StringSpec({ HttpEngine.entries.forEach { tls(it) } })

private fun StringSpec.tls(engine: HttpEngine) {
    "$engine: a server that speaks TLS 1.2 alone is fine" {
        HttpsServer(protocol = "TLSv1.2") { Reply.json(CONFIG) }.use { server ->
            server.transport(engine).use { it.fetchConfig(configRequest) } shouldBe ConfigResponse.Loaded(CONFIG, null)
        }
    }

    "$engine: a certificate nobody trusts" {
        HttpsServer(Certificates.byStranger) { Reply.lost }.use {
            it.tells(engine, "the server's certificate is not trusted", "javax.net.ssl.trustStore")
        }
    }

    "$engine: a certificate that has expired" {
        HttpsServer(Certificates.expired) { Reply.lost }.use {
            it.tells(engine, "the server's certificate has expired", "clock")
        }
    }

    "$engine: a certificate for another host, named by the setting that the address comes from" {
        HttpsServer(Certificates.forAnotherHost) { Reply.lost }.use {
            it.tells(engine, "the server's certificate is for another host", "transport.baseUrl")
            val failure = shouldThrow<TrackingDeliveryException> {
                it.transport(engine).use { transport -> transport.sendTracking(trackingRequest) }
            }
            failure.message shouldContain "another host; see transport.trackBaseUrl"
        }
    }

    "$engine: the host name is checked without certificate checks, too" {
        HttpsServer(Certificates.forAnotherHost) { Reply.lost }.use { server ->
            val settings = server.settings {
                verifyTls = false
                this.engine = engine
            }
            val failure = defaultTransport(settings, Logs(null), Dispatchers.IO).failure()
            failure.message shouldContain "the server's certificate is for another host"
            server.requests.size shouldBe 0
        }
    }

    "$engine: a server that asks for a client's certificate" {
        HttpsServer(asksForCertificate = true, protocol = "TLSv1.2") { Reply.json(CONFIG) }.use {
            it.transport(engine).failure().message shouldNotContain "\n"
        }
    }

    "$engine: plain HTTP on the port" {
        Foreign { client ->
            client.getInputStream().read()
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".toByteArray())
        }.use { it.tells(engine, "does not speak TLS", "transport.baseUrl") }
    }

    "$engine: a reset in the middle of the handshake" {
        Foreign { client ->
            client.getInputStream().read()
            client.setSoLinger(true, 0)
        }.use { it.tells(engine, "the connection was cut", "https.proxyHost") }
    }

    "$engine: an end in the middle of the handshake" {
        Foreign { client -> client.getInputStream().readNBytes(100) }
            .use { it.tells(engine, "the connection was cut", "https.proxyHost") }
    }

    "$engine: a key that the service does not know" {
        HttpsServer { Reply.of(404) }.use { it.tells(engine, "the SDK key 1001****_7890 may be wrong") }
    }

    "$engine: a secret that the service does not take" {
        HttpsServer { Reply.of(401) }.use { it.tells(engine, "transport.authSecret") }
    }

    if (engine == HttpEngine.CIO) {
        "$engine: a server that speaks TLS 1.3 alone" {
            HttpsServer(protocol = "TLSv1.3") { Reply.lost }
                .use { it.tells(engine, "no TLS version in common", "transport.engine") }
        }
    } else {
        "$engine: a server that speaks TLS 1.3 alone is fine" {
            HttpsServer(protocol = "TLSv1.3") { Reply.of(200) }.use { server ->
                server.transport(engine).use { it.sendTracking(trackingRequest) } shouldBe TrackingResponse(200, null)
                server.protocols.single() shouldBe "TLSv1.3"
            }
        }
    }
}

private suspend fun HttpsServer.tells(engine: HttpEngine, vararg parts: String) = transport(engine).tells(parts)

private suspend fun Transport.tells(parts: Array<out String>) {
    val message = failure().message.orEmpty()
    parts.forEach { message shouldContain it }
    message shouldNotContain "\n"
}

/** Something that is no HTTPS server, and does [serve] with each client before it hangs up. */
private class Foreign(private val serve: (Socket) -> Unit) : AutoCloseable {
    private val listener = ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())
    private val url = "https://localhost:${listener.localPort}"

    init {
        thread(isDaemon = true, name = "fixture-foreign") {
            try {
                while (true) listener.accept().use(serve)
            } catch (_: IOException) {
                // Closed.
            }
        }
    }

    suspend fun tells(engine: HttpEngine, vararg parts: String) {
        HttpsServer { Reply.lost }.use { unused ->
            unused.transport(engine) {
                baseUrl = url
                timeout = 5.seconds
            }.tells(parts)
        }
    }

    override fun close() = listener.close()

    private companion object {
        const val BACKLOG = 5
    }
}
