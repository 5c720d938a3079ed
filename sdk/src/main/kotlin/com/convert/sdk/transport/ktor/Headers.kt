package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.transport.ConfigRequest
import io.ktor.http.HttpHeaders

/** The service drops events that come from anybody else. */
private const val USER_AGENT = "ConvertAgent/1.0"
private const val JSON = "application/json"
private const val GZIP = "gzip"

/** The headers of a configuration request: the user's own, then ours, which win. */
internal fun configHeaders(config: TransportConfig, request: ConfigRequest): Map<String, String> = caseless {
    putAll(config.headers)
    config.authSecret?.let { put(HttpHeaders.Authorization, "Bearer $it") }
    remove(HttpHeaders.IfNoneMatch)
    request.etag?.let { put(HttpHeaders.IfNoneMatch, it) }
    putAll(common())
}

internal fun trackHeaders(config: TransportConfig): Map<String, String> = caseless {
    putAll(common())
    if (config.compressTracking) put(HttpHeaders.ContentEncoding, GZIP)
}

private fun common() = mapOf(
    HttpHeaders.UserAgent to USER_AGENT,
    HttpHeaders.Accept to JSON,
    HttpHeaders.AcceptEncoding to GZIP,
)

private fun caseless(fill: MutableMap<String, String>.() -> Unit): Map<String, String> =
    sortedMapOf<String, String>(String.CASE_INSENSITIVE_ORDER).apply(fill)
