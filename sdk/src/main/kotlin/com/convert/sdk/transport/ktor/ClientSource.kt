package com.convert.sdk.transport.ktor

import io.ktor.client.HttpClient
import kotlinx.coroutines.cancel

/** A client that is made when it is first needed; closing stops what it is doing. */
internal class ClientSource(private val make: () -> HttpClient) : AutoCloseable {
    private val lock = Any()
    private var made: HttpClient? = null
    private var closed = false

    fun client(): HttpClient = synchronized(lock) {
        check(!closed) { "the transport is closed" }
        made ?: make().also { made = it }
    }

    override fun close() {
        val client = synchronized(lock) {
            closed = true
            made.also { made = null }
        } ?: return
        // Closing alone would wait for the requests that are under way.
        client.cancel()
        client.close()
    }
}
