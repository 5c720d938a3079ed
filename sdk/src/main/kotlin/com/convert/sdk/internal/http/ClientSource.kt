package com.convert.sdk.internal.http

/** A client that is made when it is first needed. [release] ends what it is doing, and is called once for each. */
internal class ClientSource<C : Any>(private val release: (C) -> Unit = {}, private val make: () -> C) :
    AutoCloseable {
    private val lock = Any()
    private var made: C? = null
    private var isProven = false
    private var isClosed = false

    fun client(): C = synchronized(lock) {
        check(!isClosed) { "the transport is closed" }
        made ?: make().also { made = it }
    }

    /** There was an answer, so that one that does not come says something about this client's connections. */
    fun trust(client: C) = synchronized(lock) {
        if (made === client) isProven = true
    }

    /** No answer came in time: unless it never had any, this client gives way to a new one. */
    fun distrust(client: C) {
        synchronized(lock) {
            if (made !== client || !isProven) return
            take()
        }
        release(client)
    }

    override fun close() {
        val client = synchronized(lock) {
            isClosed = true
            take()
        }
        client?.let(release)
    }

    private fun take(): C? = made.also {
        made = null
        isProven = false
    }
}

/** Threads that a client of ours may have at work at a time. */
internal const val CLIENT_THREADS: Int = 16
