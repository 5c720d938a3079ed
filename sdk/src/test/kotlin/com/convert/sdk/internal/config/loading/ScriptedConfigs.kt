package com.convert.sdk.internal.config.loading

import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import kotlin.time.ComparableTimeMark
import kotlin.time.Duration
import kotlin.time.TimeSource

/** Answers configuration requests in the order of its script, and fails the test on one that was not scripted. */
internal class ScriptedConfigs(time: TimeSource.WithComparableMarks) : Transport {
    private val script = ArrayDeque<suspend (ConfigRequest) -> ConfigResponse>()
    private var standing: (suspend (ConfigRequest) -> ConfigResponse)? = null
    private val begun: ComparableTimeMark = time.markNow()

    /** What was asked, in order. */
    val requests = ArrayList<ConfigRequest>()

    /** When it was asked, since the start. */
    val times = ArrayList<Duration>()

    var unscripted = 0
        private set

    val isUsedUp: Boolean get() = script.isEmpty() && unscripted == 0

    fun then(answer: suspend (ConfigRequest) -> ConfigResponse) = apply { script.add(answer) }

    fun thenConfig(body: String, etag: String? = null) = then { ConfigResponse.Loaded(body, etag) }

    fun thenThrow(failure: () -> Throwable) = then { throw failure() }

    /** The answer to everything that comes after the script. */
    fun always(answer: suspend (ConfigRequest) -> ConfigResponse) = apply { standing = answer }

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse {
        requests.add(request)
        times.add(begun.elapsedNow())
        val answer = script.removeFirstOrNull() ?: standing
        if (answer == null) {
            unscripted++
            throw AssertionError("request ${requests.size} was not scripted")
        }
        return answer(request)
    }

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse =
        throw AssertionError("loading sends no events")

    override fun close() = throw AssertionError("loading does not own the transport")
}

/** A configuration that tells itself from others by its [mark]. */
internal fun configText(mark: String = "a"): String =
    """{"account_id":"1","project":{"id":"2"},"experiences":[],"mark":"$mark"}"""
