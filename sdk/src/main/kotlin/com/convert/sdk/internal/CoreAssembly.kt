package com.convert.sdk.internal

import com.convert.sdk.CoreMetrics
import com.convert.sdk.SdkConfig
import com.convert.sdk.ShutdownResult
import com.convert.sdk.internal.config.DirectFeed
import com.convert.sdk.internal.decision.ConversionTracking
import com.convert.sdk.internal.decision.DecisionRecorder
import com.convert.sdk.internal.decision.Diagnosis
import com.convert.sdk.internal.decision.ExperienceDecisions
import com.convert.sdk.internal.decision.FeatureDecisions
import com.convert.sdk.internal.decision.Previews
import com.convert.sdk.internal.decision.SegmentMatching
import com.convert.sdk.internal.decision.TroubleNotes
import com.convert.sdk.internal.events.InProcessEventBus
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.tracking.EventPipeline
import com.convert.sdk.internal.tracking.StubPipeline
import com.convert.sdk.internal.visitor.GuardedStore
import com.convert.sdk.internal.visitor.LocalMemories
import com.convert.sdk.internal.visitor.StoreMemories
import com.convert.sdk.internal.visitor.VisitorMemories
import com.convert.sdk.storage.InMemoryDataStore
import com.convert.sdk.transport.Transport

/** The composition root: the one place that knows which parts an SDK instance is made of. */
internal class CoreAssembly(private val config: SdkConfig, transport: Transport?) {
    private val counters = Counters()
    private val logs = Logs(config.logger)

    val events = InProcessEventBus()
    val memories: VisitorMemories = memories()
    val pipeline: EventPipeline = StubPipeline(transport, config)
    val lifecycle = CoreLifecycle(DirectFeed(config.data!!, config.environment), events)
    val services: ContextServices = services()

    fun metrics(): CoreMetrics = counters.read(pipeline.queueLength)

    suspend fun shutdown(): ShutdownResult = ShutdownResult(pipeline.close(config.closeTimeout))

    fun closeBlocking() = Unit

    private fun memories(): VisitorMemories {
        val store = config.dataStore
        if (store is InMemoryDataStore) return LocalMemories(store)
        val local = LocalMemories(InMemoryDataStore(config.maxVisitors))
        if (store == null) return local
        return StoreMemories(GuardedStore(store, config.dataStoreTimeout, counters, logs), local)
    }

    private fun services(): ContextServices {
        val immediate = memories is LocalMemories && config.durableQueue == null
        val trouble = TroubleNotes(logs)
        val recorder = DecisionRecorder(pipeline, events, immediate)
        val features = FeatureDecisions(recorder, trouble, counters)
        return ContextServices(
            experiences = ExperienceDecisions(recorder, trouble, counters),
            features = features,
            segments = SegmentMatching(trouble),
            conversions = ConversionTracking(pipeline, events, immediate),
            previews = Previews(null, logs),
            diagnosis = Diagnosis(features, trouble, events),
        )
    }
}
