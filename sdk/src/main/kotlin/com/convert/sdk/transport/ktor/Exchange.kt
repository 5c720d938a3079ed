package com.convert.sdk.transport.ktor

import io.ktor.client.HttpClient
import io.ktor.client.request.HttpRequestBuilder
import io.ktor.client.request.HttpSendPipeline
import io.ktor.client.statement.HttpReceivePipeline
import io.ktor.client.statement.HttpResponse
import io.ktor.client.statement.request
import io.ktor.http.HttpHeaders
import io.ktor.http.HttpStatusCode
import io.ktor.http.Url
import io.ktor.http.takeFrom
import io.ktor.util.AttributeKey
import java.util.concurrent.atomic.AtomicBoolean

/**
 * One request as it has to leave the process, and the head of its answer.
 *
 * @property shownUrl what the client's plug-ins and loggers get to see of [url].
 */
internal class Exchange(val url: String, val headers: Map<String, String>, val shownUrl: String = url) {
    private val begun = AtomicBoolean()

    /** The answer's head; `null` until there is one. */
    @Volatile
    var answer: Head? = null

    /** Whether this is the first time that it is sent. */
    fun begin(): Boolean = begun.compareAndSet(false, true)

    class Head(val status: Int, val retryAfter: String?)

    companion object {
        val KEY = AttributeKey<Exchange>("ConvertExchange")
    }
}

/** Stops a redirect, or a plug-in's own retry: the SDK decides about these. */
internal class SecondRequestException : IllegalStateException("one call is one request")

/**
 * This client, sending each [Exchange] exactly as it is, once. A user's plug-ins run as they do for other requests, but
 * what they add to address and to our headers is taken back just before sending, and answers to a conditional request
 * are kept from a cache of theirs.
 */
internal fun HttpClient.guarded(): HttpClient = config {
    expectSuccess = false
    followRedirects = false
}.also { client ->
    client.sendPipeline.intercept(HttpSendPipeline.Monitoring) {
        val exchange = context.attributes.getOrNull(Exchange.KEY) ?: return@intercept
        if (!exchange.begin()) throw SecondRequestException()
        context.restore(exchange)
    }
    client.receivePipeline.intercept(HttpReceivePipeline.Before) { response ->
        val exchange = response.request.attributes.getOrNull(Exchange.KEY) ?: return@intercept
        exchange.answer = response.head()
        if (response.status == HttpStatusCode.NotModified) finish()
    }
}

private fun HttpResponse.head() = Exchange.Head(status.value, headers[HttpHeaders.RetryAfter])

private fun HttpRequestBuilder.restore(exchange: Exchange) {
    url.takeFrom(Url(exchange.shownUrl))
    ours.forEach(headers::remove)
    exchange.headers.forEach { (name, value) -> headers[name] = value }
}

/** Headers that only the SDK sets. */
private val ours = listOf(
    HttpHeaders.Accept,
    "Accept-Charset",
    HttpHeaders.AcceptEncoding,
    HttpHeaders.ContentEncoding,
    HttpHeaders.Cookie,
    HttpHeaders.IfModifiedSince,
    HttpHeaders.IfNoneMatch,
    HttpHeaders.Range,
    HttpHeaders.UserAgent,
)
