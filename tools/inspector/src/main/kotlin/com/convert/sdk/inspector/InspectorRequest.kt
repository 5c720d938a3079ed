package com.convert.sdk.inspector

import java.util.function.Function

/**
 * A request for the page or a part of it, whatever the server.
 *
 * @property method `GET` or `POST`, in capitals.
 * @property path what comes after [InspectorSettings.path]: empty, or from a slash on, without the query.
 * @property remoteAddress the address of the other end of the connection, as text.
 * @param headers gives the first value of a header, whatever the case of its name; `null` without one.
 * @property body the body of a `POST`; empty otherwise. Read at most [MAX_BODY] bytes of it.
 */
public class InspectorRequest(
    public val method: String,
    public val path: String,
    public val remoteAddress: String,
    public val body: String,
    private val headers: Function<String, String?>,
) {
    /** The first value of a header, whatever the case of its name. */
    public fun header(name: String): String? = headers.apply(name)

    internal fun cookie(name: String): String? = header("Cookie").orEmpty().split(';').map(String::trim)
        .firstOrNull { it.startsWith("$name=") }?.substringAfter('=')

    /** Without the body and headers, which may name a visitor. */
    override fun toString(): String = "InspectorRequest($method $path)"

    public companion object {
        /** Longest body in bytes that the page has a use for. */
        public const val MAX_BODY: Int = 65_536
    }
}

/**
 * What to answer.
 *
 * @property status the HTTP status.
 * @property contentType value of the header `Content-Type`.
 * @property headers all further headers.
 * @param headers gives the first value of a header, whatever the case of its name; `null` without one.
 * @property body the body; empty for a stream.
 * @property isStream whether the body is what [Inspector.watch] gives, for as long as the other end listens.
 */
public class InspectorResponse internal constructor(
    public val status: Int,
    public val contentType: String,
    public val headers: Map<String, String>,
    public val body: ByteArray,
    public val isStream: Boolean,
)
