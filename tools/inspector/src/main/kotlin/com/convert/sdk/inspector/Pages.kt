package com.convert.sdk.inspector

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Answers, with the headers that all of them have. */
internal class Pages(settings: InspectorSettings) {
    private val name = settings.path.substringAfterLast('/')
    private val files = FILES.mapValues { (name, type) -> File(type, read(name)) }

    private class File(val type: String, val content: ByteArray)

    fun file(path: String): InspectorResponse {
        // The page's links are relative to a path that ends in a slash; so is this one, below whatever the server is.
        if (path.isEmpty()) return response(REDIRECT, TEXT, ByteArray(0), mapOf("Location" to name + "/"))
        val file = files[if (path == "/") "index.html" else path.removePrefix("/")] ?: return notFound()
        return response(OK, file.type, file.content)
    }

    fun json(json: JsonObject, headers: Map<String, String> = emptyMap()): InspectorResponse =
        response(OK, JSON, json.toString().encodeToByteArray(), headers)

    fun stream(): InspectorResponse =
        response(OK, STREAM, ByteArray(0), mapOf("X-Accel-Buffering" to "no"), isStream = true)

    fun error(status: Int, message: String): InspectorResponse =
        response(status, JSON, buildJsonObject { put("error", message) }.toString().encodeToByteArray())

    fun notFound(): InspectorResponse = response(NOT_FOUND, TEXT, "not found\n".encodeToByteArray())

    private fun response(
        status: Int,
        type: String,
        body: ByteArray,
        headers: Map<String, String> = emptyMap(),
        isStream: Boolean = false,
    ) = InspectorResponse(status, type, ALWAYS + headers, body, isStream)

    private fun read(name: String): ByteArray =
        checkNotNull(Pages::class.java.getResourceAsStream(name)) { "the jar has no $name" }.use { it.readBytes() }

    private companion object {
        const val OK = 200
        const val REDIRECT = 308
        const val NOT_FOUND = 404
        const val JSON = "application/json; charset=utf-8"
        const val STREAM = "text/event-stream; charset=utf-8"
        const val TEXT = "text/plain; charset=utf-8"
        val FILES = mapOf(
            "index.html" to "text/html; charset=utf-8",
            "style.css" to "text/css; charset=utf-8",
            "app.js" to "text/javascript; charset=utf-8",
            "icon.svg" to "image/svg+xml",
        )

        /** Nothing is stored, framed or loaded from elsewhere. */
        val ALWAYS = mapOf(
            "Cache-Control" to "no-store",
            "X-Content-Type-Options" to "nosniff",
            "Referrer-Policy" to "no-referrer",
            "Cross-Origin-Resource-Policy" to "same-origin",
            "Content-Security-Policy" to "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
                "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        )
    }
}
