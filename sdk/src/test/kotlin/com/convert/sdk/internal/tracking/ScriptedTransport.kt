package com.convert.sdk.internal.tracking

import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlin.time.ComparableTimeMark
import kotlin.time.Duration
import kotlin.time.TimeSource

/**
 * Answers requests in the order of its script, and fails the test on one that was not scripted. It remembers them
 * unless told not to [keep] them.
 */
internal class ScriptedTransport(
    private val time: TimeSource.WithComparableMarks,
    private val keep: Boolean = true,
) : Transport {
    private val script = ArrayDeque<suspend (TrackingRequest) -> TrackingResponse>()
    private var standing: (suspend (TrackingRequest) -> TrackingResponse)? = null
    private val begun: ComparableTimeMark = time.markNow()

    /** What was asked, in order. */
    val requests = ArrayList<TrackingRequest>()

    /** When it was asked, since the start. */
    val times = ArrayList<Duration>()

    fun then(answer: suspend (TrackingRequest) -> TrackingResponse) = apply { script.add(answer) }

    fun thenStatus(vararg statuses: Int) = apply { statuses.forEach { then { _ -> TrackingResponse(it, null) } } }

    fun thenStatus(status: Int, retryAfter: String) = apply { then { TrackingResponse(status, retryAfter) } }

    fun thenThrow(failure: () -> Throwable) = apply { then { throw failure() } }

    /** The answer to everything that comes after the script. */
    fun always(answer: suspend (TrackingRequest) -> TrackingResponse) = apply { standing = answer }

    fun alwaysStatus(status: Int) = always { TrackingResponse(status, null) }

    val isUsedUp: Boolean get() = script.isEmpty()

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        if (keep) {
            requests.add(request)
            times.add(begun.elapsedNow())
        }
        val answer = script.removeFirstOrNull() ?: standing
            ?: throw AssertionError("request ${requests.size} was not scripted")
        return answer(request)
    }

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse =
        throw AssertionError("tracking does not fetch configurations")

    override fun close() = throw AssertionError("tracking does not own the transport")
}

/** The visitors of a request, in order, once an event. */
internal fun TrackingRequest.visitorIds(): List<String> = visitors().flatMap { visitor ->
    val id = visitor.jsonObject.getValue("visitorId").jsonPrimitive.content
    visitor.jsonObject.getValue("events").jsonArray.map { id }
}

internal fun TrackingRequest.visitors(): JsonArray =
    Json.parseToJsonElement(body).jsonObject.getValue("visitors").jsonArray
