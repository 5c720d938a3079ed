@file:JvmName("Inspectors")

package com.convert.sdk.inspector

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.CoreMetrics
import com.convert.sdk.CoreState
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.Subscription
import com.convert.sdk.java.Core
import java.time.Clock

// In a file of its own, which is not loaded without the Java face.

/** The page of an instance of the Java face. */
@JvmOverloads
public fun inspectorOf(core: Core, settings: InspectorSettings = InspectorSettings.DEFAULT): Inspector =
    Inspector(JavaCore(core), settings, Clock.systemUTC())

private class JavaCore(private val core: Core) : InspectedCore {
    override val config: ConfigSnapshot? get() = core.currentConfig.orElse(null)
    override val state: CoreState get() = core.state
    override val metrics: CoreMetrics get() = core.metrics
    override val isReporting: Boolean get() = core.trackingEnabled

    override fun listen(handler: (LifecycleEvent) -> Unit): Subscription =
        core.on(LifecycleEvent::class.java, handler)
}
