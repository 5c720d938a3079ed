package com.convert.sdk.parity

import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import java.util.concurrent.ConcurrentLinkedQueue

/** Keeps what it is asked to send, and sends nothing. */
internal class RecordingTransport : Transport {
    private val payloads = ConcurrentLinkedQueue<String>()

    /** What came in since the last time. */
    fun takePayloads(): List<JsonElement> = generateSequence { payloads.poll() }.map(Json::parseToJsonElement).toList()

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse =
        error("a conformance case never asks the network for a configuration")

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        payloads += request.body
        return TrackingResponse(statusCode = 200, retryAfter = null)
    }

    override fun close() = Unit
}
