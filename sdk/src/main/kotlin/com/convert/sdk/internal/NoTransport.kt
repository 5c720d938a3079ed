package com.convert.sdk.internal

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import java.io.IOException

/** Stands in until there is an HTTP adapter. */
internal object NoTransport : Transport {
    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse = throw ConfigLoadException("no transport")

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse = throw IOException("no transport")

    override fun close() = Unit
}
