package com.convert.sdk.internal.events

import com.convert.sdk.event.EventBus
import com.convert.sdk.event.EventHandler
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.Subscription
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.TroubleLog
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch

/**
 * The event bus of one SDK instance. Each listener has a channel of its own, so that a slow one harms nobody; emitting
 * walks a copy-on-write list and never waits. Handlers run in [scope].
 */
internal class InProcessEventBus(
    private val scope: CoroutineScope,
    private val counters: Counters,
    private val logs: Logs,
) : EventBus, EventSink {
    private val lock = Any()
    private var isClosed = false
    private var ready: LifecycleEvent.Ready? = null

    @Volatile
    private var listeners: List<Channel<LifecycleEvent>> = emptyList()

    override val active: Boolean get() = listeners.isNotEmpty()

    override val events: Flow<LifecycleEvent> = flow {
        val inbox = register()
        try {
            for (event in inbox) emit(event)
        } finally {
            unregister(inbox)
        }
    }

    override fun <E : LifecycleEvent> on(type: Class<E>, handler: EventHandler<E>): Subscription {
        val inbox = register()
        val trouble = TroubleLog(logs.events, "an event handler")
        val job = scope.launch(CoroutineName("convert-event-handler")) {
            for (event in inbox) if (type.isInstance(event)) handle(type.cast(event), handler, trouble)
        }
        job.invokeOnCompletion { unregister(inbox) }
        return Subscription { unregister(inbox) }
    }

    override fun emit(event: LifecycleEvent) {
        val current = if (event is LifecycleEvent.Ready) remember(event) else listeners
        for (inbox in current) {
            if (!inbox.trySend(event).isSuccess) counters.listenerEventsMissed.increment()
        }
    }

    /** Ends every flow and handler; what is in their buffers is still handed over. */
    fun close() = synchronized(lock) {
        isClosed = true
        listeners.forEach { it.close() }
        listeners = emptyList()
    }

    private fun remember(event: LifecycleEvent.Ready) = synchronized(lock) {
        ready = event
        listeners
    }

    /** Under one lock with [remember], so that a new listener gets Ready from here or from there, and once. */
    private fun register(): Channel<LifecycleEvent> = synchronized(lock) {
        val inbox = Channel<LifecycleEvent>(BUFFER)
        ready?.let { inbox.trySend(it) }
        if (isClosed) inbox.close() else listeners = listeners + inbox
        inbox
    }

    private fun unregister(inbox: Channel<LifecycleEvent>) = synchronized(lock) {
        listeners = listeners - inbox
        inbox.close()
        Unit
    }

    private fun <E : LifecycleEvent> handle(event: E, handler: EventHandler<E>, trouble: TroubleLog) {
        try {
            handler.handle(event)
            trouble.succeeded()
        } catch (e: CancellationException) {
            throw e
        } catch (e: Exception) {
            counters.listenerErrors.increment()
            trouble.failed("threw ${e.javaClass.simpleName} on '${event.wireName}'")
        }
    }

    private companion object {
        const val BUFFER = 256
    }
}
