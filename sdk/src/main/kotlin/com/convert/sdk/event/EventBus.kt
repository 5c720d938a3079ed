package com.convert.sdk.event

import kotlinx.coroutines.flow.Flow
import org.jspecify.annotations.NullMarked

/**
 * How lifecycle events reach listeners. The SDK owns the bus; listen through `Core.events` and `Core.on`.
 *
 * Emitting never waits: each listener has a buffer of its own, and what a slow one misses is counted in
 * `Core.metrics`.
 */
public interface EventBus {
    /**
     * All events from the moment of collection on, in order; [LifecycleEvent.Ready] comes first even when it happened
     * before. Completes when the SDK instance is closed.
     */
    public val events: Flow<LifecycleEvent>

    /**
     * Calls [handler] for each event of [type], one at a time, on a thread of the SDK. An exception it throws is logged
     * and counted, and does not end the subscription.
     */
    public fun <E : LifecycleEvent> on(type: Class<E>, handler: EventHandler<E>): Subscription

    /** Hands [event] to every listener. */
    public fun emit(event: LifecycleEvent)
}

/** Receives events of one type. */
public fun interface EventHandler<in E : LifecycleEvent> {
    /** Called for each event. May block, at the price of missing events when its buffer is full. */
    public fun handle(event: E)
}

/** A registered handler. */
@NullMarked
public fun interface Subscription : AutoCloseable {
    /** Ends the subscription; an event that is being handled is finished. May be called twice. */
    override fun close()
}
