package com.convert.sdk.internal.events

import com.convert.sdk.event.LifecycleEvent

/** Where lifecycle events go in. */
internal interface EventSink {
    /** Whether there are listeners; without any, an event need not be created. */
    val active: Boolean

    fun emit(event: LifecycleEvent)
}
