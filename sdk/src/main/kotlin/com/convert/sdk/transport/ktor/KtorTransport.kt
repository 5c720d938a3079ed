package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.runtime.shortenKey
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import io.ktor.client.plugins.HttpTimeoutConfig
import io.ktor.client.plugins.retry
import io.ktor.client.plugins.timeout
import io.ktor.client.request.HttpRequestBuilder
import io.ktor.client.request.prepareRequest
import io.ktor.client.request.setBody
import io.ktor.client.request.url
import io.ktor.client.statement.HttpResponse
import io.ktor.client.statement.bodyAsChannel
import io.ktor.http.ContentType
import io.ktor.http.HttpHeaders
import io.ktor.http.HttpMethod
import io.ktor.http.HttpStatusCode
import io.ktor.http.content.ByteArrayContent
import io.ktor.utils.io.discard
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withTimeoutOrNull
import java.io.ByteArrayOutputStream
import java.util.zip.GZIPOutputStream
import kotlin.time.Duration.Companion.milliseconds

/** The port over a Ktor client. One call is one request; what is thrown names no URL, key or secret. */
internal class KtorTransport(
    private val config: TransportConfig,
    private val clients: ClientSource,
    maxConfigBytes: Int = MAX_CONFIG_BYTES,
    private val isConcealed: Boolean = false,
) : Transport {
    private val body = ConfigBody(maxConfigBytes)

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse {
        val exchange = exchange(configUrl(config, request), configHeaders(config, request))
        return try {
            inTime { send(exchange, HttpRequestBuilder()) { read(it, request) } }
        } catch (e: Exception) {
            currentCoroutineContext().ensureActive()
            throw configFailure(exchange, e)
        }
    }

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        val exchange = exchange(trackUrl(config, request), trackHeaders(config))
        try {
            inTime { send(exchange, post(request.body), ::finish) }
        } catch (e: Exception) {
            currentCoroutineContext().ensureActive()
            // Once the service has answered, what went wrong after that does not matter.
            if (exchange.answer == null) throw trackingFailure(exchange, request.eventCount, e)
        }
        val answer = checkNotNull(exchange.answer)
        return TrackingResponse(answer.status, answer.retryAfter)
    }

    override fun close() = clients.close()

    private fun exchange(url: String, headers: Map<String, String>) =
        Exchange(url, headers, shownUrl = if (isConcealed) origin(url) else url)

    private suspend fun <T : Any> inTime(block: suspend () -> T): T =
        withTimeoutOrNull(config.timeout) { block() }
            ?: throw UnusableAnswerException("it took longer than ${config.timeout}")

    private suspend fun <T> send(
        exchange: Exchange,
        request: HttpRequestBuilder,
        block: suspend (HttpResponse) -> T,
    ): T = clients.client().prepareRequest(
        request.apply {
            url(exchange.shownUrl)
            exchange.headers.forEach { (name, value) -> headers[name] = value }
            attributes.put(Exchange.KEY, exchange)
            retry { noRetry() }
            timeout {
                // The whole request is timed here, so that there are no two clocks for one end.
                requestTimeoutMillis = HttpTimeoutConfig.INFINITE_TIMEOUT_MS
                connectTimeoutMillis = config.connectTimeout.inWholeMilliseconds.coerceAtLeast(1)
                socketTimeoutMillis = config.timeout.inWholeMilliseconds.coerceAtLeast(1)
            }
        },
    ).execute { block(it) }

    private suspend fun read(response: HttpResponse, request: ConfigRequest): ConfigResponse = when {
        response.status == HttpStatusCode.NotModified && request.etag != null -> ConfigResponse.NotModified
        response.status == HttpStatusCode.OK ->
            ConfigResponse.Loaded(body.read(response), response.headers[HttpHeaders.ETag])
        response.status == HttpStatusCode.NotFound -> throw UnusableAnswerException(
            "the status is 404; the SDK key ${shortenKey(request.sdkKey)} may be wrong, or its project not published",
        )
        else -> throw UnusableAnswerException("the status is ${response.status.value}")
    }

    /** A short answer is read to its end, so that the connection can serve again. */
    private suspend fun finish(response: HttpResponse) {
        withTimeoutOrNull(LONGEST_FINISH) { response.bodyAsChannel().discard(LONGEST_ANSWER) }
    }

    private fun post(json: String) = HttpRequestBuilder().apply {
        method = HttpMethod.Post
        val bytes = json.toByteArray()
        setBody(ByteArrayContent(if (config.compressTracking) gzip(bytes) else bytes, ContentType.Application.Json))
    }

    private fun gzip(bytes: ByteArray): ByteArray {
        val packed = ByteArrayOutputStream()
        GZIPOutputStream(packed).use { it.write(bytes) }
        return packed.toByteArray()
    }

    internal companion object {
        const val MAX_CONFIG_BYTES = 64 * 1024 * 1024
        private const val LONGEST_ANSWER = 64L * 1024
        private val LONGEST_FINISH = 100.milliseconds
    }
}
