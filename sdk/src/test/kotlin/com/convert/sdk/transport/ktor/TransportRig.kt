package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.internal.defaultTransport
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.HttpEngine
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.Transport
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.Dispatchers

internal const val CONFIG = """{"account_id":"10012","name":"ü"}"""
internal const val KEY = "10012345/10067890"
internal const val SECRET = "a-secret-of-ours"
internal const val TOKEN = "a-token-of-ours"
internal const val ENVIRONMENT = "an-environment"

internal val configRequest = ConfigRequest(KEY, ENVIRONMENT, lowCache = false, debugToken = TOKEN, null, null)
internal val trackingRequest = TrackingRequest("10067890", KEY, """{"visitors":["ü"]}""", 3)

internal fun HttpsServer.settings(configure: TransportConfig.Builder.() -> Unit = {}) =
    TransportConfig.Builder().apply {
        baseUrl = url
        trackBaseUrl = "$url/[project_id]/v1"
        authSecret = SECRET
        configure()
    }.build()

/** What the SDK makes by itself, trusting the tests' authority. */
internal fun HttpsServer.transport(
    kind: HttpEngine = HttpEngine.JAVA,
    configure: TransportConfig.Builder.() -> Unit = {},
): Transport = defaultTransport(
    settings {
        engine = kind
        configure()
    },
    Logs(null),
    Dispatchers.IO,
    Certificates.trust,
)

/** The failure of a fetch; with none of what has to stay secret in any part of it. */
internal suspend fun Transport.failure(request: ConfigRequest = configRequest): ConfigLoadException =
    use { shouldThrow<ConfigLoadException> { it.fetchConfig(request) } }.also { it.shouldKeepSecrets() }

internal fun Throwable.shouldKeepSecrets() {
    val everything = stackTraceToString() + toString()
    listOf(KEY, SECRET, TOKEN, ENVIRONMENT, "debug_token").forEach { everything shouldNotContain it }
}
