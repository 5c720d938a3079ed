package com.convert.sdk.transport.ktor

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.internal.defaultTransport
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.tracking.RecordingLogger
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.HttpEngine
import com.convert.sdk.transport.TrackingResponse
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.Dispatchers
import java.net.InetAddress
import java.net.ServerSocket
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

/** What can be wrong with a server, an answer or the way there: it ends soon, and the exception tells no secret. */
@Tags("slow")
class ConfigFailureSpec : StringSpec({
    HttpEngine.entries.forEach { engine ->
        connections(engine)
        answers(engine)
        sizes(engine)
    }
})

private fun StringSpec.connections(engine: HttpEngine) {
    listOf(
        Triple("signed by a stranger", Certificates.byStranger, "SunCertPathBuilderException"),
        Triple("that expired", Certificates.expired, "CertificateExpiredException"),
        Triple("for another host", Certificates.forAnotherHost, "the server's certificate is for another host"),
    ).forEach { (what, certificate, named) ->
        "$engine: a certificate $what is refused" {
            HttpsServer(certificate) { Reply.json(CONFIG) }.use { server ->
                server.transport(engine).failure().message shouldContain named
                server.requests.size shouldBe 0
            }
        }
    }

    "$engine: without certificate checks any signature will do, and one warning says so" {
        val log = RecordingLogger()
        HttpsServer(Certificates.byStranger) { Reply.json(CONFIG) }.use { server ->
            val settings = server.settings {
                verifyTls = false
                this.engine = engine
            }
            defaultTransport(settings, Logs(log), Dispatchers.IO).use { transport ->
                repeat(2) { transport.fetchConfig(configRequest) shouldBe ConfigResponse.Loaded(CONFIG, null) }
            }
        }
        log.warnings shouldContainExactly
            listOf("WARN transport.verifyTls is false: certificates are not checked; tests only")
    }

    "$engine: a name that does not exist is a failure" {
        HttpsServer { Reply.lost }.use { server ->
            val failure = server.transport(engine) { baseUrl = "https://convert.invalid" }.failure()
            failure.endpoint shouldBe "convert.invalid/api/v1/config/1001****_7890"
            failure.message shouldContain "UnresolvedAddressException"
        }
    }

    "$engine: a refused connection is a failure" {
        val server = HttpsServer { Reply.lost }.also { it.close() }
        server.transport(engine).failure().message shouldContain "ConnectException"
    }

    "$engine: a server that never starts TLS is given up" {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { silent ->
            HttpsServer { Reply.lost }.use { server ->
                val transport = server.transport(engine) {
                    baseUrl = "https://localhost:${silent.localPort}"
                    timeout = 300.milliseconds
                }
                measureTime { transport.failure() } shouldBeLessThan 5.seconds
            }
        }
    }
}

private fun StringSpec.answers(engine: HttpEngine) {
    listOf(500, 403, 404, 204, 301, 302, 307).forEach { status ->
        "$engine: the status $status is a failure, and the endpoint is told without the key" {
            HttpsServer { Reply.of(status, CONFIG, "Location" to "/elsewhere") }.use { server ->
                val failure = server.transport(engine).failure()
                failure.statusCode shouldBe status
                failure.endpoint shouldBe "localhost:${server.port}/api/v1/config/1001****_7890"
                failure.cause shouldBe null
                server.requests.size shouldBe 1
            }
        }
    }

    "$engine: nothing changed is no answer to who has nothing yet" {
        HttpsServer { Reply.of(304) }.use { it.transport(engine).failure().statusCode shouldBe 304 }
    }

    listOf(
        "HTML" to Reply.of(200, "<html>Log in</html>", "Content-Type" to "text/html"),
        "JSON that stops in the middle" to Reply.json(CONFIG.dropLast(5)),
        "nothing" to Reply.json(""),
        "text that is not UTF-8" to Reply.of(200, CONFIG.toByteArray(Charsets.ISO_8859_1)),
        "fewer bytes than announced" to Reply.announcing(CONFIG.toByteArray().size + 5, CONFIG),
        "more bytes than announced" to Reply.announcing(CONFIG.toByteArray().size - 5, CONFIG),
        "gzip that is none" to Reply.json(CONFIG, "Content-Encoding" to "gzip"),
        "an encoding nobody asked for" to Reply.json(CONFIG, "Content-Encoding" to "br"),
    ).forEach { (what, reply) ->
        "$engine: $what is a failure" {
            // A connection that ends in the middle may do so before the head is seen.
            val statuses = if (what.startsWith("fewer")) listOf(200, null) else listOf(200)
            HttpsServer { reply }.use { it.transport(engine).failure().statusCode shouldBeIn statuses }
        }
    }

    "$engine: gzip that stops in the middle is a failure" {
        val packed = Reply.packed { it.write(CONFIG.toByteArray()) }
        HttpsServer { Reply.of(200, packed.copyOf(packed.size - 9), "Content-Encoding" to "gzip") }
            .use { it.transport(engine).failure().statusCode shouldBe 200 }
    }

    "$engine: chunks that stop in the middle are a failure" {
        HttpsServer {
            Reply(keepsConnection = false) {
                it.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n$CONFIG".toByteArray())
            }
        }.use { it.transport(engine).failure() }
    }

    "$engine: no answer at all is a failure" {
        HttpsServer { Reply.lost }.use { it.transport(engine).failure().statusCode shouldBe null }
    }
}

private fun StringSpec.sizes(engine: HttpEngine) {
    "$engine: an announced size over 64 MB is refused at once" {
        HttpsServer { Reply.announcing(64 * 1024 * 1024 + 1, "", keepsConnection = true) }
            .use { it.transport(engine).failure().message shouldContain "larger than 67108864 bytes" }
    }

    "$engine: an endless body is refused when it has grown over 64 MB" {
        HttpsServer { Reply.endless(1024 * 1024) }.use { server ->
            val failure = server.transport(engine) { timeout = 60.seconds }.failure()
            failure.message shouldContain "larger than 67108864 bytes"
        }
    }

    "$engine: a small answer that unpacks to more than 64 MB is refused" {
        val bomb = Reply.packed { packed -> ByteArray(1024 * 1024).let { zeros -> repeat(65) { packed.write(zeros) } } }
        HttpsServer { Reply.of(200, bomb, "Content-Encoding" to "gzip") }
            .use { it.transport(engine).failure().message shouldContain "larger than 67108864 bytes" }
    }

    "$engine: a body that trickles in is given up after the time-out" {
        val stop = CountDownLatch(1)
        HttpsServer { Reply.endless(1) { stop.await(50, TimeUnit.MILLISECONDS) } }.use { server ->
            val transport = server.transport(engine) { timeout = 400.milliseconds }
            val time = measureTime { transport.failure().message shouldContain "longer than 400ms" }
            time shouldBeLessThan 5.seconds
        }
    }

    "$engine: events without an answer fail with nothing secret, and a redirect is an answer" {
        HttpsServer { Reply.lost }.use { server ->
            val failure = shouldThrow<TrackingDeliveryException> {
                server.transport(engine).use { it.sendTracking(trackingRequest) }
            }
            failure.shouldKeepSecrets()
            failure.endpoint shouldBe "localhost:${server.port}/10067890/v1/track/1001****_7890"
            failure.batchSize shouldBe 3
            server.script = { Reply.of(307, "", "Location" to "/elsewhere") }
            server.transport(engine).use { it.sendTracking(trackingRequest) } shouldBe TrackingResponse(307, null)
            server.requests.size shouldBe 2
        }
    }

    "$engine: events count as taken once the service said so, whatever its body does then" {
        val stop = CountDownLatch(1)
        HttpsServer { Reply.endless(1) { stop.await(50, TimeUnit.MILLISECONDS) } }.use { server ->
            server.transport(engine) { timeout = 400.milliseconds }.use { it.sendTracking(trackingRequest) } shouldBe
                TrackingResponse(200, null)
        }
    }
}
