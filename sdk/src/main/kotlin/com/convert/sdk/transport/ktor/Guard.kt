package com.convert.sdk.transport.ktor

import com.convert.sdk.internal.http.Exchange
import com.convert.sdk.internal.http.UnusableAnswerException
import com.convert.sdk.internal.http.describe
import io.ktor.client.HttpClient
import io.ktor.client.call.HttpClientCall
import io.ktor.client.request.HttpRequestBuilder
import io.ktor.client.request.HttpRequestData
import io.ktor.client.request.HttpResponseData
import io.ktor.client.request.HttpSendPipeline
import io.ktor.client.statement.HttpReceivePipeline
import io.ktor.client.statement.HttpResponse
import io.ktor.client.statement.request
import io.ktor.http.HttpHeaders
import io.ktor.http.Url
import io.ktor.http.takeFrom
import io.ktor.util.AttributeKey
import io.ktor.util.pipeline.PipelineContext
import io.ktor.util.pipeline.PipelinePhase
import io.ktor.utils.io.InternalAPI
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.job
import java.util.concurrent.atomic.AtomicBoolean

/** Stops a redirect, or a plug-in's own retry: the SDK decides about these. */
internal class SecondRequestException : IllegalStateException("one call is one request")

/** An [Exchange] on its way through a client. */
internal class GuardedExchange(val exchange: Exchange) {
    private val begun = AtomicBoolean()

    /** Whether this is the first time that it is sent. */
    fun begin(): Boolean = begun.compareAndSet(false, true)

    companion object {
        val KEY = AttributeKey<GuardedExchange>("ConvertExchange")
    }
}

/**
 * This client, sending each [Exchange] exactly as it is, once. A user's plug-ins run as they do for other requests, but
 * what they add to address and to our headers is taken back just before sending, and answers are kept from a cache of
 * theirs. The address itself is there for the engine alone: plug-ins and the client's own loggers see
 * [Exchange.shownUrl], before and afterwards, and no exception that names it.
 */
internal fun HttpClient.guarded(): HttpClient = config {
    expectSuccess = false
    followRedirects = false
}.also { client ->
    val reveal = PipelinePhase("ConvertReveal")
    val conceal = PipelinePhase("ConvertConceal")
    client.sendPipeline.insertPhaseBefore(HttpSendPipeline.Engine, reveal)
    client.sendPipeline.insertPhaseAfter(HttpSendPipeline.Engine, conceal)
    client.sendPipeline.intercept(reveal) { reveal() }
    client.sendPipeline.intercept(conceal) { call -> conceal(call) }
    client.receivePipeline.intercept(HttpReceivePipeline.Before) { response ->
        val exchange = response.request.attributes.getOrNull(GuardedExchange.KEY)?.exchange ?: return@intercept
        exchange.answer = response.head()
        finish()
    }
}

private suspend fun PipelineContext<Any, HttpRequestBuilder>.reveal() {
    val guarded = context.attributes.getOrNull(GuardedExchange.KEY) ?: return
    if (!guarded.begin()) throw SecondRequestException()
    context.restore(guarded.exchange)
    try {
        proceed()
    } catch (e: CancellationException) {
        throw e
    } catch (e: Exception) {
        throw UnusableAnswerException(describe(e, guarded.exchange))
    } finally {
        context.url.takeFrom(Url(guarded.exchange.shownUrl))
    }
}

@OptIn(InternalAPI::class)
private suspend fun PipelineContext<Any, HttpRequestBuilder>.conceal(call: Any) {
    val exchange = context.attributes.getOrNull(GuardedExchange.KEY)?.exchange ?: return
    context.url.takeFrom(Url(exchange.shownUrl))
    if (call is HttpClientCall) proceedWith(call.shownAs(exchange.shownUrl))
}

@InternalAPI
private fun HttpClientCall.shownAs(url: String) = HttpClientCall(
    client,
    HttpRequestData(
        url = Url(url),
        method = request.method,
        headers = request.headers,
        body = request.content,
        executionContext = response.coroutineContext.job,
        attributes = request.attributes,
    ),
    HttpResponseData(
        statusCode = response.status,
        requestTime = response.requestTime,
        headers = response.headers,
        version = response.version,
        body = response.rawContent,
        callContext = response.coroutineContext,
    ),
)

private fun HttpResponse.head() = Exchange.Head(status.value, headers[HttpHeaders.RetryAfter])

private fun HttpRequestBuilder.restore(exchange: Exchange) {
    url.takeFrom(Url(exchange.url))
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
