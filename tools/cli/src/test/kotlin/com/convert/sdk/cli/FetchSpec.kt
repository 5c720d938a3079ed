package com.convert.sdk.cli

import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.serialization.json.Json
import mockwebserver3.Dispatcher
import mockwebserver3.MockResponse
import mockwebserver3.MockWebServer
import mockwebserver3.RecordedRequest
import okhttp3.tls.HandshakeCertificates
import okhttp3.tls.HeldCertificate
import java.nio.file.Path
import javax.net.ssl.SSLContext
import kotlin.io.path.readText

private const val KEY = "10022898/10025986"

/** A real server over TLS, which the JVM trusts for as long as the test runs. */
class FetchSpec : StringSpec({
    val held = HeldCertificate.Builder().addSubjectAlternativeName("localhost").build()
    val server = MockWebServer()
    val usual = SSLContext.getDefault()

    beforeSpec {
        server.useHttps(HandshakeCertificates.Builder().heldCertificate(held).build().sslSocketFactory())
        server.dispatcher = object : Dispatcher() {
            override fun dispatch(request: RecordedRequest): MockResponse =
                if (request.target.startsWith("/api/v1/config/$KEY")) {
                    MockResponse(body = Path.of(SAMPLE).readText())
                } else {
                    MockResponse(code = 404)
                }
        }
        server.start()
        val trusting = HandshakeCertificates.Builder().addTrustedCertificate(held.certificate).build()
        SSLContext.setDefault(trusting.sslContext())
    }

    afterSpec {
        SSLContext.setDefault(usual)
        server.close()
    }

    fun url() = "https://localhost:${server.port}"

    "a configuration is fetched by its key and written to a file" {
        val file = tempfile(suffix = ".json")
        val said = convert("fetch", "--url", url(), "-o", file.path, environment = mapOf("CONVERT_SDK_KEY" to KEY))
        said.err shouldContain "4 experiences, 4 features"
        said.code shouldBe 0
        Json.parseToJsonElement(file.readText()) shouldBe Json.parseToJsonElement(Path.of(SAMPLE).readText())
    }

    "every command takes a URL and a key" {
        convert("validate", url(), "--key", KEY).out shouldBe convert("validate", SAMPLE).out
        convert("explain", "checkout", "--visitor", "ann", "--config", url(), "--key", KEY).code shouldBe 0
    }

    "a key that the service does not know is no answer, and is not shown" {
        val said = convert("fetch", "--url", url(), "--key", "nobody/knows-this-one")
        said.code shouldBe 2
        said.out + said.err shouldNotContain "knows-this-one"
        said.err shouldContain "404"
    }
})
