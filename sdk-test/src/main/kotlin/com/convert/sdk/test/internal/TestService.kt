package com.convert.sdk.test.internal

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.test.Endpoint
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.future.future
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicReference
import com.convert.sdk.java.Transport as JavaTransport

/** Convert's servers, in this process: hands out a configuration and passes on what is delivered. */
internal class TestService(
    private val loading: Endpoint,
    private val delivery: Endpoint,
    private val delivered: (String) -> Unit,
) : Transport {
    private val served = AtomicReference(Served(0, ""))

    /** What the next request for the configuration gets. */
    fun serve(body: String) {
        served.updateAndGet { if (it.body == body) it else Served(it.version + 1, body) }
    }

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse {
        val status = loading.admit()
        if (status != null) throw ConfigLoadException("the test makes loading fail with status $status", null, status)
        val now = served.get()
        val etag = "convert-test-${now.version}"
        return if (request.etag == etag) ConfigResponse.NotModified else ConfigResponse.Loaded(now.body, etag)
    }

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        val status = delivery.admit()
        if (status != null) return TrackingResponse(status, null)
        delivered(request.body)
        return TrackingResponse(OK, null)
    }

    override fun close() = Unit

    private class Served(val version: Int, val body: String)

    private companion object {
        const val OK = 200
    }
}

/** The same, for the Java face. */
internal class TestServiceForJava(private val service: TestService, private val scope: CoroutineScope) : JavaTransport {
    override fun fetchConfig(request: ConfigRequest): CompletionStage<out ConfigResponse> =
        scope.future { service.fetchConfig(request) }

    override fun sendTracking(request: TrackingRequest): CompletionStage<TrackingResponse> =
        scope.future { service.sendTracking(request) }

    override fun close(): Unit = service.close()
}
