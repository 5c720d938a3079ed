package com.convert.sdk.transport.ktor

import com.convert.sdk.fixture.CapturedLogs
import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.transport.HttpEngine
import com.convert.sdk.transport.Transport
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.string.shouldNotContain
import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import io.ktor.client.plugins.HttpRequestRetry
import io.ktor.client.plugins.HttpTimeout
import io.ktor.client.plugins.UserAgent
import io.ktor.client.plugins.cache.HttpCache
import io.ktor.client.plugins.cookies.HttpCookies
import io.ktor.client.plugins.defaultRequest
import io.ktor.client.request.header
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** No key, token, secret, query or event in any line of any logger, at any level, whatever becomes of a request. */
@Tags("slow")
class QuietLogsSpec : StringSpec({
    HttpEngine.entries.forEach { engine ->
        answers.forEach { (what, reply) ->
            "$engine: $what" {
                HttpsServer { reply() }.use { server ->
                    CapturedLogs.during { server.transport(engine) { timeout = 2.seconds }.useFully() }.shouldBeQuiet()
                }
            }
        }

        "$engine: nobody listens" {
            val server = HttpsServer { Reply.lost }.also { it.close() }
            CapturedLogs.during { server.transport(engine).useFully() }.shouldBeQuiet()
        }

        "$engine: a certificate for another host" {
            HttpsServer(Certificates.forAnotherHost) { Reply.lost }.use { server ->
                CapturedLogs.during { server.transport(engine).useFully() }.shouldBeQuiet()
            }
        }
    }

    answers.forEach { (what, reply) ->
        "a client of the user's, with plug-ins that log: $what" {
            HttpsServer { reply() }.use { server ->
                val lines = CapturedLogs.during {
                    pluggedIn().use { client ->
                        client.asTransport(server.settings { timeout = 2.seconds }).useFully()
                    }
                }
                lines.shouldNotBeEmpty()
                lines.shouldBeQuiet()
            }
        }
    }

    "a client of the user's that cannot connect" {
        val server = HttpsServer { Reply.lost }.also { it.close() }
        CapturedLogs.during { pluggedIn().use { it.asTransport(server.settings()).useFully() } }.shouldBeQuiet()
        val nowhere = server.settings {
            baseUrl = "https://192.0.2.1"
            trackBaseUrl = "https://192.0.2.1/[project_id]"
            connectTimeout = 300.milliseconds
        }
        CapturedLogs.during { pluggedIn().use { it.asTransport(nowhere).useFully() } }.shouldBeQuiet()
    }
})

private val answers: List<Pair<String, () -> Reply>> = listOf(
    "success" to { Reply.json(CONFIG, "ETag" to "\"v1\"", "Cache-Control" to "max-age=60") },
    "nothing changed" to { Reply.of(304) },
    "a redirect" to { Reply.of(302, "", "Location" to "/elsewhere") },
    "an error of the service's" to { Reply.of(503) },
    "an unknown key" to { Reply.of(404) },
    "no answer" to { Reply.lost },
    "half an answer" to { Reply.announcing(500, CONFIG) },
)

/** What a transport does, whatever comes of it. */
private suspend fun Transport.useFully() = use {
    runCatching { fetchConfig(configRequest) }
    runCatching { fetchConfig(configRequest.copy(etag = "\"v1\"", experienceId = "4711")) }
    runCatching { sendTracking(trackingRequest) }
}

private fun List<String>.shouldBeQuiet() = forEach { line ->
    withClue(line) {
        listOf(KEY, KEY.substringAfter('/'), SECRET, TOKEN, ENVIRONMENT, "debug_token", "visitors", "4711")
            .forEach { line shouldNotContain it }
    }
}

private fun pluggedIn() = HttpClient(CIO) {
    engine { https { trustManager = Certificates.trust } }
    expectSuccess = true
    install(HttpCache)
    install(HttpCookies)
    install(HttpRequestRetry) { retryOnServerErrors(1) }
    install(HttpTimeout) { requestTimeoutMillis = 60_000 }
    install(UserAgent) { agent = "another agent" }
    defaultRequest { header("X-Team", "growth") }
}
