package com.convert.sdk.internal.events

import com.convert.sdk.event.EventBus
import com.convert.sdk.event.EventHandler
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.Subscription
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.OutageLog
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.time.Duration.Companion.seconds

/**
 * The event bus of one SDK instance. Each listener has a buffer of its own, so that a slow one delays no other;
 * emitting walks a copy-on-write list and never waits.
 *
 * Handlers may block, so each runs on a view of [threads] of its own, away from those that make and send events.
 */
internal class InProcessEventBus(
    scope: CoroutineScope,
    private val counters: Counters,
    private val logs: Logs,
    private val threads: () -> CoroutineDispatcher = { Dispatchers.IO },
) : EventBus, EventSink {
    private val handlers = scope + SupervisorJob(scope.coroutineContext.job)
    private val lock = Any()
    private var isClosed = false
    private var ready: LifecycleEvent.Ready? = null

    @Volatile
    private var listeners: List<Listener> = emptyList()

    override val active: Boolean get() = listeners.isNotEmpty()

    override val events: Flow<LifecycleEvent> get() = flow {
        val listener = register(LifecycleEvent::class.java)
        try {
            for (event in listener.inbox) emit(event)
        } finally {
            unregister(listener)
        }
    }

    override fun <E : LifecycleEvent> on(type: Class<E>, handler: EventHandler<E>): Subscription {
        val listener = register(type)
        val outage = OutageLog(logs.events, "event handler")
        val job = handlers.launch(threads().limitedParallelism(1) + CoroutineName("convert-event-handler")) {
            for (event in listener.inbox) {
                ensureActive()
                handle(type.cast(event), handler, outage)
            }
        }
        job.invokeOnCompletion { unregister(listener) }
        return Subscription { unregister(listener) }
    }

    override fun emit(event: LifecycleEvent) {
        val current = if (event is LifecycleEvent.Ready) remember(event) else listeners
        for (listener in current) {
            if (listener.misses(event)) counters.listenerEventsMissed.increment()
        }
    }

    /** Ends every flow and handler. What is in their buffers is still handed over, to handlers for a second at most. */
    suspend fun close() {
        val job = handlers.coroutineContext.job
        finish()
        withTimeoutOrNull(LONGEST_HANDOVER) { job.children.toList().joinAll() }
        job.cancel()
    }

    private fun finish() = synchronized(lock) {
        isClosed = true
        listeners.forEach(Listener::finish)
        listeners = emptyList()
    }

    private fun remember(event: LifecycleEvent.Ready) = synchronized(lock) {
        ready = event
        listeners
    }

    /** Under one lock with [remember], so that a new listener gets Ready from here or from there, and once. */
    private fun register(type: Class<out LifecycleEvent>): Listener = synchronized(lock) {
        val listener = Listener(type)
        ready?.let(listener::misses)
        if (isClosed) listener.finish() else listeners = listeners + listener
        listener
    }

    private fun unregister(listener: Listener) {
        synchronized(lock) { listeners = listeners - listener }
        listener.drop()
    }

    private fun <E : LifecycleEvent> handle(event: E, handler: EventHandler<E>, outage: OutageLog) {
        try {
            handler.handle(event)
            outage.succeeded { "no decision was affected" }
        } catch (e: Throwable) {
            // A handler does not suspend: a cancellation that it throws is one of its own, and no end of ours. An Error
            // of its own, such as a failed assertion, ends nothing either.
            counters.listenerErrors.increment()
            outage.failed("${e.javaClass.simpleName} on '${event.wireName}'; it gets the next event")
        }
    }

    private companion object {
        val LONGEST_HANDOVER = 1.seconds
    }
}
