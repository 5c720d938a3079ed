package com.convert.sdk.internal.tracking

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.Channel.Factory.CONFLATED
import kotlinx.coroutines.channels.ReceiveChannel
import java.util.concurrent.atomic.AtomicLong

/**
 * Wakes the consumer of a queue at a size that it names, once each time. As long as it is awake, a producer pays for
 * one volatile read.
 */
internal class WakeSignal {
    private val size = AtomicLong(NEVER)
    private val channel by lazy { Channel<Unit>(CONFLATED) }

    val wakes: ReceiveChannel<Unit> get() = channel

    /** For the consumer. It has to look at the queue again after this, and before it sleeps. */
    fun set(atSize: Long) = size.set(atSize)

    /** For producers, after the event has become readable. */
    fun reached(currentSize: Long) {
        val wanted = size.get()
        if (currentSize >= wanted && size.compareAndSet(wanted, NEVER)) channel.trySend(Unit)
    }

    internal companion object {
        const val NEVER = Long.MAX_VALUE
    }
}
