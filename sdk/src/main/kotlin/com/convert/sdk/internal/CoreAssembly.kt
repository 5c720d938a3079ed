package com.convert.sdk.internal

import com.convert.sdk.BreakerState
import com.convert.sdk.CoreMetrics
import com.convert.sdk.SdkConfig
import com.convert.sdk.ShutdownResult
import com.convert.sdk.StartMode
import com.convert.sdk.internal.config.loading.ConfigFeed
import com.convert.sdk.internal.config.loading.ConfigNews
import com.convert.sdk.internal.config.loading.DirectFeed
import com.convert.sdk.internal.config.loading.RemoteParts
import com.convert.sdk.internal.decision.ConversionTracking
import com.convert.sdk.internal.decision.Diagnosis
import com.convert.sdk.internal.decision.ExperienceDecisions
import com.convert.sdk.internal.decision.FeatureDecisions
import com.convert.sdk.internal.decision.InPlaceRecorder
import com.convert.sdk.internal.decision.Previews
import com.convert.sdk.internal.decision.Recorder
import com.convert.sdk.internal.decision.SegmentMatching
import com.convert.sdk.internal.decision.SuspendingRecorder
import com.convert.sdk.internal.decision.WarnOnce
import com.convert.sdk.internal.events.InProcessEventBus
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.DefaultedVariables
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.SdkThreads
import com.convert.sdk.internal.tracking.EventPipeline
import com.convert.sdk.internal.tracking.EventQueue
import com.convert.sdk.internal.tracking.MemoryQueue
import com.convert.sdk.internal.tracking.ProjectIdentity
import com.convert.sdk.internal.tracking.ShutdownFlush
import com.convert.sdk.internal.tracking.TrackingClock
import com.convert.sdk.internal.tracking.TrackingDependencies
import com.convert.sdk.internal.tracking.TrackingPipeline
import com.convert.sdk.internal.tracking.TrackingSettings
import com.convert.sdk.internal.tracking.TrackingSwitch
import com.convert.sdk.internal.tracking.journal.DurableQueue
import com.convert.sdk.internal.visitor.FailSafeStore
import com.convert.sdk.internal.visitor.InMemoryProfiles
import com.convert.sdk.internal.visitor.StoredProfiles
import com.convert.sdk.internal.visitor.TimedCalls
import com.convert.sdk.internal.visitor.VisitorProfiles
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
 * on the SDK's own threads, or on the [dispatcher] given, whose delays have to agree with [clock]. Listeners and files
 * have threads that they may block, or what [blockingDispatcher] gives them.
 */
internal class CoreAssembly(
    private val config: SdkConfig,
    given: Transport?,
    private val clock: TrackingClock = GivenTime.current?.clock ?: TrackingClock(),
    private val dispatcher: CoroutineDispatcher? = GivenTime.current?.dispatcher,
    blockingDispatcher: CoroutineDispatcher? = GivenTime.current?.dispatcher,
) {
    private val counters = Counters()
    private val logs = Logs(config.logger)
    private val variables = DefaultedVariables(counters, logs)
    private val threads = SdkThreads.lease()
    private val blocking = blockingDispatcher ?: threads.blocking

    val tracking: TrackingSwitch = TrackingSwitch(config.trackingEnabled, counters)

    /** All that runs for this instance; [shutdown] ends it. */
    private val scope = CoroutineScope(
        SupervisorJob() + (dispatcher ?: threads.dispatcher) + CoroutineExceptionHandler { _, e ->
            logs.tracking.error("unexpected {} in a background task; the instance goes on", e.javaClass.simpleName)
        },
    )
    private val transport: Transport = given?.let { TransportOnThreads(it, dispatcher ?: threads.blocking) }
        ?: defaultTransport(config.transport, logs, blocking)

    /** Where the Java face completes futures, unless the application has threads for it. */
    val callbacks: Executor get() = threads.callbacks

    val events = InProcessEventBus(scope, counters, logs) { blocking }
    val profiles: VisitorProfiles = profiles()
    private val remote: RemoteParts? = config.sdkKey?.let { key ->
        RemoteParts(key, config, transport, scope, blocking, variables, clock.time)
    }
    private val background = if (config.start == StartMode.BACKGROUND) BackgroundStart(logs, clock.random) else null
    val lifecycle: CoreLifecycle = CoreLifecycle(
        scope = scope,
        feed = feed(),
        events = events,
        news = ConfigNews(logs, config.environment, clock.time),
        background = background,
        prepare = ::openTracking,
        onReady = ::resumeTracking,
    )
    private val memory = MemoryQueue(config.maxQueueSize, clock.time)
    private val tracker = TrackingPipeline(scope, TrackingSettings(config), trackingDependencies(), clock, queue())
    val pipeline: EventPipeline get() = tracker
    val services: ContextServices = services()

    private val shutdownFlush = ShutdownFlush(pipeline, scope, config.closeTimeout, logs)
        .also { if (config.flushOnShutdown) it.register() }

    init {
        if (background != null) scope.launch(CoroutineName("convert-start")) { lifecycle.startInBackground() }
    }

    // In a scope of its own: it ends the other one, and is not cancelled itself.
    private val closing = CoroutineScope(threads.dispatcher).async(start = CoroutineStart.LAZY) { closeAll() }

    fun metrics(): CoreMetrics = counters.read(
        pipeline.accepted,
        pipeline.queueLength,
        pipeline.oldestAge,
        (profiles as? StoredProfiles)?.breakerState ?: BreakerState.CLOSED,
    )

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
        if (outcome == null) logs.tracking.warn("transport not closed after {}; not waiting for it", LONGEST_END)
        outcome?.onFailure { logs.tracking.warn("closing the transport failed with {}", it.javaClass.simpleName) }
    }

    /** A write to the disk cannot be cancelled: it is waited for, unless it hangs. */
    private suspend fun end(work: Job) {
        work.cancel()
        withTimeoutOrNull(LONGEST_END) { work.join() }
    }

    private fun feed(): ConfigFeed {
        if (remote != null) return remote.feed(counters, logs)
        if (config.refresh != null) logs.config.info("refresh settings ignored: direct data is never refreshed")
        return DirectFeed(checkNotNull(config.content), config.environment, variables)
    }

    private fun trackingDependencies() = TrackingDependencies(
        transport = transport,
        counters = counters,
        logs = logs,
        project = { lifecycle.snapshot?.let { ProjectIdentity(it.accountId, it.projectId) } },
        emit = events::emit,
    )

    private fun queue(): EventQueue =
        config.durableQueue?.let { DurableQueue(it, memory, scope, logs.tracking, blocking) } ?: memory

    private suspend fun openTracking() = pipeline.open()

    private fun resumeTracking() = pipeline.resume()

    private fun profiles(): VisitorProfiles {
        val store = config.dataStore
        val inProcess = store as? InMemoryDataStore ?: InMemoryDataStore(config.maxVisitors, clock.time)
        val local = InMemoryProfiles(inProcess)
        // What is to expire is kept as a general store keeps it.
        if (inProcess == (store ?: inProcess) && config.dataStoreTimeToLive == null) return local
        return StoredProfiles(guarded(store ?: inProcess), local)
    }

    private fun guarded(store: DataStore) = FailSafeStore(
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

    /** Nothing waits with profiles in this process and a queue in memory. */
    private fun recorder(): Recorder =
        if (profiles is InMemoryProfiles && config.durableQueue == null) {
            InPlaceRecorder(tracker.inPlace(memory), events, tracking)
        } else {
            SuspendingRecorder(pipeline, events, tracking)
        }

    private fun services(): ContextServices {
        val warnings = WarnOnce(logs)
        val recorder = recorder()
        val features = FeatureDecisions(recorder, warnings, counters)
        return ContextServices(
            experiences = ExperienceDecisions(recorder, warnings, counters),
            features = features,
            segments = SegmentMatching(warnings),
            conversions = ConversionTracking(recorder, events, tracking, warnings),
            previews = Previews(remote?.drafts?.let { it::get }, logs),
            diagnosis = Diagnosis(features, warnings, events, lifecycle::absence),
            warnings = warnings,
            globalAttributes = config.globalAttributes.ifEmpty { null },
        )
    }

    private companion object {
        /** Calls of the data store that may block a thread at a time. */
        const val STORE_THREADS = 64

        val LONGEST_END = 1.seconds
    }
}
