package com.convert.sdk.transport.ktor

import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.HttpClientEngineCapability
import io.ktor.client.engine.HttpClientEngineConfig
import io.ktor.client.request.HttpRequestData
import io.ktor.client.request.HttpResponseData
import io.ktor.http.Url
import io.ktor.utils.io.InternalAPI
import kotlinx.coroutines.CoroutineDispatcher
import kotlin.coroutines.CoroutineContext

/**
 * Puts the address of an [Exchange] into its request at the last moment. What runs before, Ktor's own loggers at TRACE
 * included, sees the host alone: no key, token or query.
 */
@OptIn(InternalAPI::class)
internal class ConcealingEngine(private val engine: HttpClientEngine) : HttpClientEngine {
    override val config: HttpClientEngineConfig get() = engine.config
    override val dispatcher: CoroutineDispatcher get() = engine.dispatcher
    override val coroutineContext: CoroutineContext get() = engine.coroutineContext
    override val supportedCapabilities: Set<HttpClientEngineCapability<*>> get() = engine.supportedCapabilities

    override suspend fun execute(data: HttpRequestData): HttpResponseData {
        val exchange = data.attributes.getOrNull(Exchange.KEY) ?: return engine.execute(data)
        return engine.execute(
            HttpRequestData(
                url = Url(exchange.url),
                method = data.method,
                headers = data.headers,
                body = data.body,
                executionContext = data.executionContext,
                attributes = data.attributes,
            ),
        )
    }

    override fun close() = engine.close()
}
