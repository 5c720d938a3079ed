package com.convert.sdk.internal.http

import com.convert.sdk.TransportConfig
import com.convert.sdk.transport.ConfigRequest

/** The service drops events from any other. */
private const val USER_AGENT = "ConvertAgent/1.0"
private const val JSON = "application/json"
private const val GZIP = "gzip"
private const val IF_NONE_MATCH = "If-None-Match"

/** The headers of a configuration request: the user's own, then ours, which win. */
internal fun configHeaders(config: TransportConfig, request: ConfigRequest): Map<String, String> = caseless {
    putAll(config.headers)
    config.authSecret?.let { put("Authorization", "Bearer $it") }
    remove(IF_NONE_MATCH)
    request.etag?.let { put(IF_NONE_MATCH, it) }
    putAll(common())
}

internal fun trackHeaders(config: TransportConfig): Map<String, String> = caseless {
    putAll(common())
    if (config.compressTracking) put("Content-Encoding", GZIP)
}

private fun common() = mapOf(
    "User-Agent" to USER_AGENT,
    "Accept" to JSON,
    "Accept-Encoding" to GZIP,
)

private fun caseless(fill: MutableMap<String, String>.() -> Unit): Map<String, String> =
    sortedMapOf<String, String>(String.CASE_INSENSITIVE_ORDER).apply(fill)
