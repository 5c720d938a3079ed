package com.convert.sdk.transport.jdk

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.http.BodyHeaders
import com.convert.sdk.internal.http.ClientSource
import com.convert.sdk.internal.http.ConfigBody
import com.convert.sdk.internal.http.Exchange
import com.convert.sdk.internal.http.Exchanges
import com.convert.sdk.internal.http.FailureDiagnosis
import com.convert.sdk.internal.http.OvertimeException
import com.convert.sdk.internal.http.UnusableAnswerException
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
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import java.io.IOException
import java.net.HttpURLConnection.HTTP_NOT_MODIFIED
import java.net.HttpURLConnection.HTTP_OK
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.ResponseInfo

/** The port over a client of the JDK's. One call is one request; what is thrown names no URL, key or secret. */
internal class JdkTransport(
    private val config: TransportConfig,
    private val clients: ClientSource<HttpClient>,
    private val sending: Sending,
    private val routes: Routes? = null,
) : Transport {
    private val exchanges = Exchanges()

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse {
        val exchange = configExchange(config, request)
        return try {
            ask(exchange) { client, answered -> answered.complete(fetch(client, exchange, request)) }
        } catch (e: Exception) {
            currentCoroutineContext().ensureActive()
            throw configFailure(exchange, e)
        }
    }

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        val exchange = trackExchange(config, request)
        try {
            ask(exchange) { client, answered ->
                val post = exchange.request(BodyPublishers.ofByteArray(trackBody(config, request)))
                send(client, exchange, post) {
                    answered.complete(Unit)
                    Unread()
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
        routes?.close()
    }

    /**
     * A client that had answers before and no longer gets one in time may have connections that were dropped on the way
     * without a word, as after an hour's pause. HTTP/2 would go on using them.
     */
    private suspend fun <T : Any> ask(
        exchange: Exchange,
        send: suspend (HttpClient, CompletableDeferred<T>) -> Unit,
    ): T {
        val client = clients.client()
        return try {
            exchange.inTime(config) { rerouted(exchange) { exchanges.answer<T> { send(client, it) } } }
                .also { clients.trust(client) }
        } catch (e: OvertimeException) {
            if (exchange.answer == null) clients.distrust(client)
            throw e
        }
    }

    /** Once more, if no connection was made and there is another way to the host. If that fails, the first counts. */
    private suspend fun <T> rerouted(exchange: Exchange, attempt: suspend () -> T): T {
        val uri = URI.create(exchange.url)
        val failure = try {
            return attempt()
        } catch (e: IOException) {
            e
        }
        currentCoroutineContext().ensureActive()
        if (routes == null || exchange.answer != null) throw failure
        if (!routes.reroute(uri, failure)) {
            routes.forget(uri)
            throw failure
        }
        try {
            return attempt()
        } catch (_: IOException) {
            currentCoroutineContext().ensureActive()
            routes.forget(uri)
            throw failure
        }
    }

    private suspend fun fetch(client: HttpClient, exchange: Exchange, request: ConfigRequest): ConfigResponse {
        var etag: String? = null
        var body: ConfigBody? = null
        send(client, exchange, exchange.request(body = null)) { head ->
            if (head.statusCode() != HTTP_OK) return@send Unread()
            etag = head["ETag"]
            ConfigBody(head.bodyHeaders()).also { body = it }.let { taken -> Sink { taken.add(it) } }
        }
        val status = checkNotNull(exchange.answer).status
        return when {
            status == HTTP_NOT_MODIFIED && request.etag != null -> ConfigResponse.NotModified
            else -> body?.let { ConfigResponse.Loaded(it.text(), etag) } ?: throw refusal(status, request.sdkKey)
        }
    }

    /** Nothing that the client keeps may lead back to it: a client of an older JDK ends when it is collected. */
    private suspend fun send(
        client: HttpClient,
        exchange: Exchange,
        request: HttpRequest,
        onHead: (ResponseInfo) -> Sink,
    ) {
        val reception = Reception { head ->
            exchange.answer = Exchange.Head(head.statusCode(), head["Retry-After"])
            onHead(head)
        }
        val status = sending.send(client, request, reception)
        if (exchange.answer == null) {
            throw UnusableAnswerException("the status is $status: ${FailureDiagnosis.NO_TUNNEL}")
        }
    }

    private fun Exchange.request(body: HttpRequest.BodyPublisher?): HttpRequest {
        val request = HttpRequest.newBuilder(URI.create(url))
        headers.forEach { (name, value) -> request.headerIfAllowed(name, value) }
        if (body == null) return request.GET().build()
        return request.header("Content-Type", "application/json").POST(body).build()
    }

    /** `Host`, `Connection` and a few more are the client's own affair, unless the JVM is told otherwise. */
    private fun HttpRequest.Builder.headerIfAllowed(name: String, value: String) {
        try {
            header(name, value)
        } catch (_: IllegalArgumentException) {
            // Left out, as the documentation of the setting says.
        }
    }

    private fun ResponseInfo.bodyHeaders() = BodyHeaders(
        length = get("Content-Length")?.toLongOrNull(),
        encoding = get("Content-Encoding"),
        type = get("Content-Type"),
    )

    private operator fun ResponseInfo.get(name: String): String? = headers().firstValue(name).orElse(null)

    /** An unread body, up to its end or until a new connection is cheaper. */
    private class Unread : Sink {
        private var count = 0L

        override fun take(bytes: ByteArray) {
            count += bytes.size
            if (count > Exchanges.LONGEST_UNREAD) throw UnusableAnswerException("the body is too long to be skipped")
        }
    }
}
