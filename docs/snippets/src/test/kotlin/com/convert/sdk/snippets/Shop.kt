package com.convert.sdk.snippets

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import java.util.concurrent.CopyOnWriteArrayList

/** The shop of the quick start, behind a transport that reaches nobody. */
internal class Shop : Transport {
    val sent = CopyOnWriteArrayList<TrackingRequest>()

    override suspend fun fetchConfig(request: ConfigRequest) = ConfigResponse.Loaded(json(), etag = null)

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        sent += request
        return TrackingResponse(statusCode = 200, retryAfter = null)
    }

    override fun close() = Unit

    companion object {
        fun json(): String =
            checkNotNull(Shop::class.java.getResourceAsStream("/bookshop.json")).use { it.reader().readText() }

        suspend fun <T> withCore(block: suspend (Core) -> T): T =
            Core(SdkConfig { data(json()) }, Shop()).use { block(it.initialize()) }
    }
}

/** Stands before the constructor in this package, so that programs here are what a reader's are, and reach nobody. */
internal fun Core(config: SdkConfig): Core = com.convert.sdk.Core(config, Shop())
