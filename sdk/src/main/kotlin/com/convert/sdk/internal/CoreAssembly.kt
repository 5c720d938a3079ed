package com.convert.sdk.internal

import com.convert.sdk.CoreMetrics
import com.convert.sdk.SdkConfig
import com.convert.sdk.ShutdownResult
import com.convert.sdk.StartMode
import com.convert.sdk.internal.config.ConfigFeed
import com.convert.sdk.internal.config.ConfigNews
import com.convert.sdk.internal.config.DirectFeed
import com.convert.sdk.internal.config.RemoteParts
import com.convert.sdk.internal.decision.CallWarnings
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
import com.convert.sdk.internal.runtime.DefaultedVariables
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.SdkThreads
import com.convert.sdk.internal.tracking.EventPipeline
import com.convert.sdk.internal.tracking.MemoryQueue
import com.convert.sdk.internal.tracking.OpenedPipeline
import com.convert.sdk.internal.tracking.ProjectIdentity
import com.convert.sdk.internal.tracking.ShutdownFlush
import com.convert.sdk.internal.tracking.TrackingClock
import com.convert.sdk.internal.tracking.TrackingPipeline
import com.convert.sdk.internal.tracking.TrackingSettings
import com.convert.sdk.internal.tracking.TrackingSurroundings
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.tracking.journal.DurableQueue
import com.convert.sdk.internal.visitor.GuardedStore
import com.convert.sdk.internal.visitor.LocalMemories
import com.convert.sdk.internal.visitor.StoreMemories
import com.convert.sdk.internal.visitor.TimedCalls
import com.convert.sdk.internal.visitor.VisitorMemories
import com.convert.sdk.storage.DataStore
import com.convert.sdk.storage.InMemoryDataStore
import com.convert.sdk.transport.Transport
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.future.asCompletableFuture
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.CompletionException
import java.util.concurrent.Executor
import kotlin.time.Duration.Companion.seconds

/**
 * The composition root: the one place that knows which parts an SDK instance is made of. What it runs for itself runs
 * on the SDK's own threads, or on the [dispatcher] given, whose delays have to agree with [clock].
 */
internal class CoreAssembly(
    private val config: SdkConfig,
    given: Transport?,
    private val clock: TrackingClock = TrackingClock(),
    private val dispatcher: CoroutineDispatcher? = null,
) {
    private val counters = Counters()
    private val logs = Logs(config.logger)
    private val variables = DefaultedVariables(counters, logs)
    private val threads = SdkThreads.lease()

    val tracking: TrackingSwitch = TrackingSwitch(config.trackingEnabled, counters)

    /** All that runs for this instance; [shutdown] ends it. */
    private val scope = CoroutineScope(
        SupervisorJob() + (dispatcher ?: threads.dispatcher) + CoroutineExceptionHandler { _, e ->
            logs.tracking.error("unexpected {} in a background task", e.javaClass.simpleName)
        },
    )
    private val transport: Transport = given?.let { TransportOnThreads(it, dispatcher ?: threads.blocking) }
        ?: defaultTransport(config.transport, logs, threads.blocking)

    /** Where the Java face completes futures, unless the application has threads for it. */
    val callbacks: Executor get() = threads.callbacks

    val events = InProcessEventBus(scope, counters, logs) { threads.blocking }
    val memories: VisitorMemories = memories()
    private val remote: RemoteParts? = config.sdkKey?.let { key ->
        RemoteParts(key, config, transport, scope, threads.blocking, variables)
    }
    private val background = if (config.start == StartMode.BACKGROUND) BackgroundStart(logs, clock.chance) else null
    val lifecycle: CoreLifecycle = CoreLifecycle(
        scope = scope,
        feed = feed(),
        events = events,
        news = ConfigNews(logs, config.environment),
        background = background,
        prepare = ::openTracking,
        onReady = ::resumeTracking,
    )
    val pipeline: EventPipeline = pipeline()
    val services: ContextServices = services()

    private val shutdownFlush = ShutdownFlush(pipeline, scope, config.closeTimeout, logs)
        .also { if (config.flushOnShutdown) it.register() }

    init {
        if (background != null) scope.launch(CoroutineName("convert-start")) { lifecycle.startInBackground() }
    }

    // In a scope of its own: it ends the other one, and nobody cancels it.
    private val closing = CoroutineScope(threads.dispatcher).async(start = CoroutineStart.LAZY) { closeAll() }

    fun metrics(): CoreMetrics = counters.read(pipeline.queueLength, pipeline.oldestAge)

    suspend fun shutdown(): ShutdownResult = closing.await()

    fun closeBlocking() {
        closing.start()
        try {
            // Unlike get() it waits on when interrupted, and restores the flag: what is queued matters more.
            closing.asCompletableFuture().join()
        } catch (e: CompletionException) {
            throw e.cause ?: e
        }
    }

    private suspend fun closeAll(): ShutdownResult = try {
        lifecycle.close()
        shutdownFlush.close()
        val left = pipeline.close(config.closeTimeout)
        events.close()
        closeTransport()
        end(scope.coroutineContext.job)
        ShutdownResult(left)
    } finally {
        threads.close()
    }

    /** A transport of the application's may throw, or never return. */
    private suspend fun closeTransport() {
        val closing = CoroutineScope(threads.blocking).async { runCatching { transport.close() } }
        val outcome = withTimeoutOrNull(LONGEST_END) { closing.await() }
        if (outcome == null) logs.tracking.warn("the transport is not closed after {}; not waiting for it", LONGEST_END)
        outcome?.onFailure { logs.tracking.warn("closing the transport failed with {}", it.javaClass.simpleName) }
    }

    /** A write to the disk, say, cannot be broken off: it is waited for, unless it hangs. */
    private suspend fun end(work: Job) {
        work.cancel()
        withTimeoutOrNull(LONGEST_END) { work.join() }
    }

    private fun feed(): ConfigFeed {
        if (remote != null) return remote.feed(counters, logs)
        if (config.refresh != null) logs.config.info("the refresh settings are ignored: direct data does not change")
        return DirectFeed(checkNotNull(config.content), config.environment, variables)
    }

    private fun pipeline(): EventPipeline {
        val settings = TrackingSettings(config)
        val surroundings = TrackingSurroundings(
            transport = transport,
            counters = counters,
            logs = logs,
            project = { lifecycle.snapshot?.let { ProjectIdentity(it.accountId, it.projectId) } },
            emit = events::emit,
        )
        val durable = config.durableQueue ?: return TrackingPipeline(scope, settings, surroundings, clock)
        return OpenedPipeline(counters) {
            val memory = MemoryQueue(config.maxQueueSize, counters.eventsQueued, clock.time)
            val queue = DurableQueue.open(durable, memory, scope, logs.tracking, threads.blocking)
            TrackingPipeline(scope, settings, surroundings, clock, queue)
        }
    }

    private suspend fun openTracking() = pipeline.open()

    private fun resumeTracking() = pipeline.resume()

    private fun memories(): VisitorMemories {
        val store = config.dataStore
        val inProcess = store as? InMemoryDataStore ?: InMemoryDataStore(config.maxVisitors)
        val local = LocalMemories(inProcess)
        // What is to expire is kept as a general store keeps it.
        if (inProcess == (store ?: inProcess) && config.dataStoreTimeToLive == null) return local
        return StoreMemories(guarded(store ?: inProcess), local)
    }

    private fun guarded(store: DataStore) = GuardedStore(
        store = store,
        timeout = config.dataStoreTimeout,
        timeToLive = config.dataStoreTimeToLive,
        calls = TimedCalls(
            dispatcher ?: threads.dispatcher,
            (dispatcher ?: threads.blocking).limitedParallelism(STORE_THREADS),
        ),
        counters = counters,
        logs = logs,
        time = clock.time,
    )

    private fun services(): ContextServices {
        val immediate = memories is LocalMemories && config.durableQueue == null
        val trouble = TroubleNotes(logs)
        val mistakes = CallWarnings(logs)
        val recorder = DecisionRecorder(pipeline, events, tracking, immediate)
        val features = FeatureDecisions(recorder, trouble, counters, mistakes)
        return ContextServices(
            experiences = ExperienceDecisions(recorder, trouble, counters, mistakes),
            features = features,
            segments = SegmentMatching(trouble, mistakes),
            conversions = ConversionTracking(pipeline, events, tracking, trouble, immediate, mistakes),
            previews = Previews(remote?.drafts?.let { it::get }, logs),
            diagnosis = Diagnosis(features, trouble, events, lifecycle::absence),
            warnings = trouble,
            globalAttributes = config.globalAttributes,
        )
    }

    private companion object {
        /** Calls of the data store that may block a thread at a time. */
        const val STORE_THREADS = 64

        val LONGEST_END = 1.seconds
    }
}
