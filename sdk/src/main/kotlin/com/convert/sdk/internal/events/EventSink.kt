package com.convert.sdk.internal.events

import com.convert.sdk.event.LifecycleEvent

/** Where lifecycle events go in. */
internal interface EventSink {
    /** Whether anybody listens; when not, an event need not even be made. */
    val active: Boolean

    fun emit(event: LifecycleEvent)
}
