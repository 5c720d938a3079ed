package com.convert.sdk.inspector

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.Core
import com.convert.sdk.CoreMetrics
import com.convert.sdk.CoreState
import com.convert.sdk.event.EventHandler
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.Subscription

/** An instance of the SDK, through either face. */
internal interface InspectedCore {
    val config: ConfigSnapshot?
    val state: CoreState
    val metrics: CoreMetrics
    val isReporting: Boolean

    fun listen(handler: (LifecycleEvent) -> Unit): Subscription
}

internal class KotlinCore(private val core: Core) : InspectedCore {
    override val config: ConfigSnapshot? get() = core.currentConfig
    override val state: CoreState get() = core.state.value
    override val metrics: CoreMetrics get() = core.metrics
    override val isReporting: Boolean get() = core.trackingEnabled

    override fun listen(handler: (LifecycleEvent) -> Unit): Subscription =
        core.on(LifecycleEvent::class.java, EventHandler(handler))
}
