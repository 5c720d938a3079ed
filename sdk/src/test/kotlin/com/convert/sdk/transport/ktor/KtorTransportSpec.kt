package com.convert.sdk.transport.ktor

import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.HttpEngine
import com.convert.sdk.transport.TrackingResponse
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.maps.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import java.net.URLDecoder
import kotlin.text.Charsets.UTF_8

/** What goes over the wire, and what becomes of good answers. */
@Tags("slow")
class KtorTransportSpec : StringSpec({
    HttpEngine.entries.forEach { engine ->
        fetching(engine)
        posting(engine)
        answers(engine)
    }
})

private fun StringSpec.fetching(engine: HttpEngine) {
    "$engine: a configuration request has the query and the headers of the other SDKs, and no other" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val request = ConfigRequest(KEY, "staging & co", lowCache = true, debugToken = "t/k'", null, "\"v0\"")
            server.transport(engine).use { it.fetchConfig(request) }
            val received = server.requests.single()
            received.method shouldBe "GET"
            received.target shouldBe "/api/v1/config/$KEY" +
                "?environment=staging%20%26%20co&_conv_low_cache=1&debug_token=t%2Fk'"
            // Up to JDK 18 the JDK's client says of no body that it is empty.
            received.headers["content-length"] shouldBeIn listOf(null, "0")
            received.headers - "content-length" shouldBe mapOf(
                "host" to "localhost:${server.port}",
                "user-agent" to "ConvertAgent/1.0",
                "accept" to "application/json",
                "accept-encoding" to "gzip",
                "authorization" to "Bearer $SECRET",
                "if-none-match" to "\"v0\"",
            )
        }
    }

    "$engine: whatever is in the query is escaped, and arrives as it was" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val (environment, token) = "a&b= +é%/?#😀" to "t+o/k=e&n #é"
            server.transport(engine).use {
                it.fetchConfig(ConfigRequest(KEY, environment, lowCache = false, debugToken = token, null, null))
            }
            val query = server.requests.single().target.substringAfter('?')
            // As a form would be read, too: a plus is no plus there.
            query.split('&').associate { it.substringBefore('=') to URLDecoder.decode(it.substringAfter('='), UTF_8) }
                .filterKeys { it != "_conv_low_cache" } shouldBe
                mapOf("environment" to environment, "debug_token" to token)
        }
    }

    "$engine: a plain configuration request has no query" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val request = ConfigRequest(KEY, null, lowCache = false, null, null, null)
            server.transport(engine).use { it.fetchConfig(request) }
            server.requests.single().target shouldBe "/api/v1/config/$KEY"
        }
    }

    "$engine: one experience is asked for past the cache" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val request = ConfigRequest(KEY, null, lowCache = false, null, "4 2", null)
            server.transport(engine).use { it.fetchConfig(request) }
            server.requests.single().target shouldBe "/api/v1/config/$KEY?exp=4%202&_conv_low_cache=1"
        }
    }

    "$engine: a base URL may have a path and a slash at its end" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val transport = server.transport(engine) { baseUrl = "${server.url}/cdn/" }
            transport.use { it.fetchConfig(ConfigRequest("a key?#", null, lowCache = false, null, null, null)) }
            server.requests.single().target shouldBe "/cdn/api/v1/config/a%20key%3F%23"
        }
    }

    "$engine: headers of the user's go with configuration requests and cannot replace ours" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val own = mapOf("X-Team" to "growth", "user-agent" to "me", "authorization" to "Basic x")
            server.transport(engine) { headers = own }.use {
                it.fetchConfig(configRequest)
                it.sendTracking(trackingRequest)
            }
            val (config, tracking) = server.requests
            config.headers shouldContain ("x-team" to "growth")
            config.headers shouldContain ("user-agent" to "ConvertAgent/1.0")
            config.headers shouldContain ("authorization" to "Bearer $SECRET")
            tracking.headers["x-team"] shouldBe null
        }
    }
}

private fun StringSpec.posting(engine: HttpEngine) {
    "$engine: events are posted as JSON, without the secret" {
        HttpsServer { Reply.of(200) }.use { server ->
            server.transport(engine).use { it.sendTracking(trackingRequest) } shouldBe TrackingResponse(200, null)
            val received = server.requests.single()
            received.method shouldBe "POST"
            received.target shouldBe "/10067890/v1/track/$KEY"
            received.text shouldBe trackingRequest.body
            received.headers shouldBe mapOf(
                "host" to "localhost:${server.port}",
                "user-agent" to "ConvertAgent/1.0",
                "accept" to "application/json",
                "accept-encoding" to "gzip",
                "content-type" to "application/json",
                "content-length" to "${trackingRequest.body.toByteArray().size}",
            )
        }
    }

    "$engine: events are packed when that is switched on" {
        HttpsServer { Reply.of(200) }.use { server ->
            server.transport(engine) { compressTracking = true }.use { it.sendTracking(trackingRequest) }
            val received = server.requests.single()
            received.headers["content-encoding"] shouldBe "gzip"
            received.body.toList() shouldNotBe trackingRequest.body.toByteArray().toList()
            received.text shouldBe trackingRequest.body
        }
    }

    "$engine: any answer to a batch is handed on, with Retry-After as it came" {
        HttpsServer { Reply.of(429, "slow down", "Retry-After" to "Fri, 21 Nov 2026 03:00:00 GMT") }.use { server ->
            server.transport(engine).use { it.sendTracking(trackingRequest) } shouldBe
                TrackingResponse(429, "Fri, 21 Nov 2026 03:00:00 GMT")
        }
    }
}

private fun StringSpec.answers(engine: HttpEngine) {
    "$engine: a configuration comes with its ETag" {
        HttpsServer { Reply.json(CONFIG, "ETag" to "W/\"v1\"") }.use { server ->
            server.transport(engine).use { it.fetchConfig(configRequest) } shouldBe
                ConfigResponse.Loaded(CONFIG, "W/\"v1\"")
        }
    }

    "$engine: a configuration may come packed" {
        HttpsServer { Reply.gzip(CONFIG) }.use { server ->
            server.transport(engine).use { it.fetchConfig(configRequest) } shouldBe ConfigResponse.Loaded(CONFIG, null)
        }
    }

    "$engine: a configuration is read as UTF-8, whatever its header says, and without a byte order mark" {
        HttpsServer {
            Reply.of(200, "\uFEFF$CONFIG", "Content-Type" to "application/json; charset=iso-8859-1")
        }.use { server ->
            server.transport(engine).use { it.fetchConfig(configRequest) } shouldBe ConfigResponse.Loaded(CONFIG, null)
        }
    }

    "$engine: an unchanged configuration is not sent again" {
        HttpsServer { Reply.of(304) }.use { server ->
            server.transport(engine).use { it.fetchConfig(configRequest.copy(etag = "\"v1\"")) } shouldBe
                ConfigResponse.NotModified
        }
    }
}
