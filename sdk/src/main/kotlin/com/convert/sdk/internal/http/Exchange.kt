package com.convert.sdk.internal.http

import com.convert.sdk.TransportConfig
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse

/**
 * One request as it has to leave the process, and the head of its answer.
 *
 * @property urlSetting the setting that [url] comes from.
 */
internal class Exchange(val url: String, val headers: Map<String, String>, val urlSetting: String) {
    /** All that a client's plug-ins and loggers get to see of [url]: no key, no query. */
    val shownUrl: String get() = origin(url)

    /** The answer's head; `null` until there is one. */
    @Volatile
    var answer: Head? = null

    /** What the tracking service's answer comes to; there has to be one. */
    fun trackingResponse(): TrackingResponse = checkNotNull(answer).let { TrackingResponse(it.status, it.retryAfter) }

    class Head(val status: Int, val retryAfter: String?)
}

internal fun configExchange(config: TransportConfig, request: ConfigRequest) =
    Exchange(configUrl(config, request), configHeaders(config, request), urlSetting = "transport.baseUrl")

internal fun trackExchange(config: TransportConfig, request: TrackingRequest) =
    Exchange(trackUrl(config, request), trackHeaders(config), urlSetting = "transport.trackBaseUrl")
