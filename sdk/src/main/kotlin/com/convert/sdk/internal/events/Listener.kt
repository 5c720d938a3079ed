package com.convert.sdk.internal.events

import com.convert.sdk.event.LifecycleEvent
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ReceiveChannel

/** One who listens for events of [type], with a buffer that takes what it cannot handle at once. */
internal class Listener(private val type: Class<out LifecycleEvent>) {
    private val buffer = Channel<LifecycleEvent>(CAPACITY)

    /** What waits to be handled; ends after [finish], and at once after [drop]. */
    val inbox: ReceiveChannel<LifecycleEvent> get() = buffer

    /** Whether [event] was missed: asked for, and not taken for want of room. Never waits. */
    fun misses(event: LifecycleEvent): Boolean {
        if (!type.isInstance(event)) return false
        val taken = buffer.trySend(event)
        return taken.isFailure && !taken.isClosed
    }

    /** Takes no more; what is in the buffer is still handed over. */
    fun finish() {
        buffer.close()
    }

    /** Takes no more and forgets what is in the buffer. */
    fun drop() = buffer.cancel()

    private companion object {
        /** Enough for a burst; a listener that is slower than that for long is slower for ever. */
        const val CAPACITY = 256
    }
}
