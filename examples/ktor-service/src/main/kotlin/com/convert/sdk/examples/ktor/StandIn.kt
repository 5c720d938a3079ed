package com.convert.sdk.examples.ktor

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import java.util.concurrent.CopyOnWriteArrayList

/** In place of Convert's servers: shows what they would be told, and sends it nowhere. */
internal class StandIn(private val say: (String) -> Unit) : Transport {
    private val bodies = CopyOnWriteArrayList<String>()

    /** What has arrived so far; the SDK delivers within a second. */
    val arrived: List<String> get() = bodies

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse =
        throw ConfigLoadException("the sample has its configuration with it")

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        say("Convert was told: ${request.body}")
        bodies.add(request.body)
        return TrackingResponse(statusCode = 200, retryAfter = null)
    }

    override fun close() = Unit
}
