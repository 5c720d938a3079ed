package com.convert.sdk.examples.ktor

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport

/** In place of Convert's servers: shows what they would be told, and sends it nowhere. */
internal class StandIn(private val say: (String) -> Unit) : Transport {
    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse =
        throw ConfigLoadException("the sample has its configuration with it")

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        say("Convert was told: ${request.body}")
        return TrackingResponse(statusCode = 200, retryAfter = null)
    }

    override fun close() = Unit
}
