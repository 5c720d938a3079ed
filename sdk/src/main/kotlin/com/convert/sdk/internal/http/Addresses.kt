package com.convert.sdk.internal.http

import com.convert.sdk.TransportConfig
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.TrackingRequest

private const val PROJECT = "[project_id]"
private const val CONFIG_PATH = "/api/v1/config/"
private const val TRACK_PATH = "/track/"

/** What `encodeURIComponent` leaves as it is, beside ASCII letters and digits. */
private const val PLAIN = "-_.!~*'()"

/** Where the configuration that [request] asks for is, with its query in the order of the other SDKs. */
internal fun configUrl(config: TransportConfig, request: ConfigRequest): String {
    val query = buildList {
        request.environment?.ifEmpty { null }?.let { add("environment=${encode(it)}") }
        request.experienceId?.let { add("exp=${encode(it)}") }
        val token = request.debugToken?.ifEmpty { null }
        // Drafts and previews have to be the current ones, so they never come from the CDN's cache.
        if (request.lowCache || request.experienceId != null || token != null) add("_conv_low_cache=1")
        token?.let { add("debug_token=${encode(it)}") }
    }
    val url = config.baseUrl.trimEnd('/') + CONFIG_PATH + encodeKey(request.sdkKey)
    return if (query.isEmpty()) url else url + query.joinToString("&", prefix = "?")
}

/** Where [request] goes. */
internal fun trackUrl(config: TransportConfig, request: TrackingRequest): String {
    val base = config.trackBaseUrl.replace(PROJECT, encode(request.projectId)).trimEnd('/')
    return base + TRACK_PATH + encodeKey(request.sdkKey)
}

/** The part of [url] that holds no key and no query. */
internal fun origin(url: String): String {
    val path = url.indexOf('/', startIndex = url.indexOf("://") + "://".length)
    return if (path < 0) url else url.substring(0, path)
}

/** A key may be of two parts with a slash between them, which stays one. */
private fun encodeKey(key: String): String = key.split('/').joinToString("/", transform = ::encode)

private fun encode(text: String): String = buildString(text.length) {
    for (byte in text.toByteArray()) {
        val char = (byte.toInt() and BYTE).toChar()
        if (char.code < ASCII && (char.isLetterOrDigit() || char in PLAIN)) append(char) else append(escaped(char))
    }
}

private fun escaped(byte: Char): String = "%" + byte.code.toString(16).uppercase().padStart(2, '0')

private const val BYTE = 0xFF
private const val ASCII = 0x80
