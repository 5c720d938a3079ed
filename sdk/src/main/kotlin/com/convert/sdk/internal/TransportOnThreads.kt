package com.convert.sdk.internal

import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.withContext

/** An application's transport, which may block, on threads that may: it holds up no loop and no timer. */
internal class TransportOnThreads(private val transport: Transport, private val threads: CoroutineDispatcher) :
    Transport {
    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse =
        withContext(threads) { transport.fetchConfig(request) }

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse =
        withContext(threads) { transport.sendTracking(request) }

    override fun close() = transport.close()
}
