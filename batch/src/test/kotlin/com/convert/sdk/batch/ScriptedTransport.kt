package com.convert.sdk.batch

import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CopyOnWriteArrayList
import com.convert.sdk.java.Transport as JavaTransport

/** Answers with [statuses] in turn, then with 200; keeps what was sent. Refuses to be asked for a configuration. */
internal class ScriptedTransport(vararg statuses: Int) : Transport {
    private val statuses = ConcurrentLinkedQueue(statuses.asList())
    val bodies = CopyOnWriteArrayList<String>()

    @Volatile
    var isClosed = false

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse =
        throw AssertionError("a project was given")

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse = answer(request)

    override fun close() {
        isClosed = true
    }

    /** The same, as Java sees it. */
    fun forJava(): JavaTransport = object : JavaTransport {
        override fun fetchConfig(request: ConfigRequest): CompletableFuture<ConfigResponse> =
            throw AssertionError("a project was given")

        override fun sendTracking(request: TrackingRequest): CompletableFuture<TrackingResponse> =
            CompletableFuture.completedFuture(answer(request))

        override fun close() = this@ScriptedTransport.close()
    }

    private fun answer(request: TrackingRequest): TrackingResponse {
        bodies += request.body
        return TrackingResponse(statuses.poll() ?: 200, null)
    }
}
