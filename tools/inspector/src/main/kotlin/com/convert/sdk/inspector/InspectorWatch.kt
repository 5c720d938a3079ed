package com.convert.sdk.inspector

/**
 * What one browser is told: ask [next] about twice a second, and write what it gives to the stream. Used by one thread
 * at a time; [close] it when the browser is gone.
 */
public class InspectorWatch internal constructor(
    observation: Observation,
    private val state: PageState,
) : AutoCloseable {
    private val attention = observation.attend()
    private var sent = ""
    private var quiet = 0

    /** Server-sent events that are due; empty when there is nothing to say. Never waits. */
    public fun next(): String {
        val now = state.now().toString()
        val news = now.substringAfter(AFTER_THE_TIME)
        if (news != sent) {
            sent = news
            quiet = 0
            return "event: state\ndata: $now\n\n"
        }
        // So that both ends notice when the other one is gone.
        return if (++quiet % HEARTBEAT == 0) ": still here\n\n" else ""
    }

    /** Says that nobody reads any more. May be called twice. */
    override fun close(): Unit = attention.close()

    private companion object {
        const val AFTER_THE_TIME = ","
        const val HEARTBEAT = 10
    }
}
