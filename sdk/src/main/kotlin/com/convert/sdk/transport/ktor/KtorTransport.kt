package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.http.BodyHeaders
import com.convert.sdk.internal.http.ClientSource
import com.convert.sdk.internal.http.ConfigBody
import com.convert.sdk.internal.http.Exchange
import com.convert.sdk.internal.http.Exchanges
import com.convert.sdk.internal.http.configExchange
import com.convert.sdk.internal.http.configFailure
import com.convert.sdk.internal.http.inTime
import com.convert.sdk.internal.http.refusal
import com.convert.sdk.internal.http.trackBody
import com.convert.sdk.internal.http.trackExchange
import com.convert.sdk.internal.http.trackingFailure
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import io.ktor.client.HttpClient
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
import io.ktor.utils.io.readAvailable
import kotlinx.coroutines.completeWith
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive

/** The port over a Ktor client. One call is one request; what is thrown names no URL, key or secret. */
internal class KtorTransport(private val config: TransportConfig, private val clients: ClientSource<HttpClient>) :
    Transport {
    private val exchanges = Exchanges()

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse {
        val exchange = configExchange(config, request)
        return try {
            exchange.inTime(config) {
                exchanges.answer { answered ->
                    send(exchange, HttpRequestBuilder()) { answered.completeWith(runCatching { read(it, request) }) }
                }
            }
        } catch (e: Exception) {
            currentCoroutineContext().ensureActive()
            throw configFailure(exchange, e)
        }
    }

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        val exchange = trackExchange(config, request)
        try {
            exchange.inTime(config) {
                exchanges.answer { answered ->
                    send(exchange, post(request)) {
                        answered.complete(Unit)
                        it.bodyAsChannel().discard(Exchanges.LONGEST_UNREAD)
                    }
                }
            }
        } catch (e: Exception) {
            currentCoroutineContext().ensureActive()
            // Once the service has answered, what went wrong after that does not matter.
            if (exchange.answer == null) throw trackingFailure(exchange, request.eventCount, e)
        }
        return exchange.trackingResponse()
    }

    override fun close() {
        exchanges.close()
        clients.close()
    }

    private suspend fun <T> send(
        exchange: Exchange,
        request: HttpRequestBuilder,
        block: suspend (HttpResponse) -> T,
    ): T = clients.client().prepareRequest(
        request.apply {
            url(exchange.shownUrl)
            exchange.headers.forEach { (name, value) -> headers[name] = value }
            attributes.put(GuardedExchange.KEY, GuardedExchange(exchange))
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
            ConfigResponse.Loaded(text(response), response.headers[HttpHeaders.ETag])
        else -> throw refusal(response.status.value, request.sdkKey)
    }

    private suspend fun text(response: HttpResponse): String {
        val body = ConfigBody(
            BodyHeaders(
                length = response.headers[HttpHeaders.ContentLength]?.toLongOrNull(),
                encoding = response.headers[HttpHeaders.ContentEncoding],
                type = response.headers[HttpHeaders.ContentType],
            ),
        )
        val channel = response.bodyAsChannel()
        val chunk = ByteArray(CHUNK)
        while (true) {
            val count = channel.readAvailable(chunk)
            if (count < 0) return body.text()
            body.add(chunk, count)
        }
    }

    private fun post(request: TrackingRequest) = HttpRequestBuilder().apply {
        method = HttpMethod.Post
        setBody(ByteArrayContent(trackBody(config, request), ContentType.Application.Json))
    }

    private companion object {
        const val CHUNK = 16 * 1024
    }
}
