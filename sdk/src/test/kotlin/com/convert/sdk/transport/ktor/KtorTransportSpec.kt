package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

private const val CONFIG = """{"account_id":"1"}"""

class KtorTransportSpec : StringSpec({
    "a configuration is fetched with the query and the headers of the other SDKs" {
        HttpsServer { Reply.json(CONFIG, "ETag" to "\"v1\"") }.use { server ->
            val answer = server.transport { authSecret = "the-secret" }.use {
                it.fetchConfig(
                    ConfigRequest("10012/10034", "staging & co", lowCache = true, debugToken = "t/k", null, "\"v0\""),
                )
            }
            answer shouldBe ConfigResponse.Loaded(CONFIG, "\"v1\"")
            val request = server.requests.single()
            request.method shouldBe "GET"
            request.target shouldBe "/api/v1/config/10012/10034" +
                "?environment=staging%20%26%20co&_conv_low_cache=1&debug_token=t%2Fk"
            request.headers shouldBe mapOf(
                "host" to "localhost:${server.port}",
                "user-agent" to "ConvertAgent/1.0",
                "accept" to "application/json",
                "accept-encoding" to "gzip",
                "authorization" to "Bearer the-secret",
                "if-none-match" to "\"v0\"",
            )
        }
    }

    "events are posted as JSON, without the secret" {
        HttpsServer { Reply.of(200) }.use { server ->
            val answer = server.transport { authSecret = "the-secret" }.use {
                it.sendTracking(TrackingRequest("10034", "10012/10034", """{"a":"ü"}""", 1))
            }
            answer shouldBe TrackingResponse(200, null)
            val request = server.requests.single()
            request.method shouldBe "POST"
            request.target shouldBe "/10034/v1/track/10012/10034"
            request.text shouldBe """{"a":"ü"}"""
            request.headers shouldBe mapOf(
                "host" to "localhost:${server.port}",
                "user-agent" to "ConvertAgent/1.0",
                "accept" to "application/json",
                "accept-encoding" to "gzip",
                "content-type" to "application/json",
                "content-length" to "10",
            )
        }
    }
})

private fun HttpsServer.transport(configure: TransportConfig.Builder.() -> Unit = {}): Transport =
    defaultTransport(config(configure), Logs(null), Certificates.trust)

private fun HttpsServer.config(configure: TransportConfig.Builder.() -> Unit) = TransportConfig.Builder().apply {
    baseUrl = url
    trackBaseUrl = "$url/[project_id]/v1"
    configure()
}.build()
