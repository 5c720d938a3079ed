package com.convert.sdk

import com.convert.sdk.event.EventHandler
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.Subscription
import com.convert.sdk.internal.CoreAssembly
import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.decision.VisitorSession
import com.convert.sdk.internal.interop.OneCopy
import com.convert.sdk.internal.runtime.LibraryCheck
import com.convert.sdk.transport.Transport
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.StateFlow
import java.util.concurrent.Executor

/**
 * One instance of the SDK: loads a project's configuration, keeps it fresh, makes contexts and delivers what they
 * track. Make one for a project, [initialize] it, share it between all threads, and [close] it at the end.
 *
 * ```
 * val core = Core(SdkConfig { sdkKey = System.getenv("CONVERT_SDK_KEY") })
 * core.initialize()
 * val context = core.createContext("visitor-1", mapOf("country" to "US"))
 * val result = context.runExperience("checkout")
 * ```
 */
public class Core private constructor(private val assembly: CoreAssembly) : AutoCloseable {
    private val lifecycle = assembly.lifecycle

    /** An instance with [config]; nothing is loaded yet. */
    public constructor(config: SdkConfig) : this(CoreAssembly(config, null))

    /** An instance with [config] that reaches Convert's servers through [transport], and closes it in the end. */
    public constructor(config: SdkConfig, transport: Transport) : this(CoreAssembly(config, transport))

    /** Where the Java face completes futures that had to wait. Takes work after closing, too. */
    @InternalConvertApi
    public val callbackExecutor: Executor get() = assembly.callbacks

    /** Whether there is a configuration, so that contexts can be made. */
    public val isReady: Boolean get() = lifecycle.snapshot != null && state.value is CoreState.Ready

    /** The configuration that the next context gets; `null` until there is one. */
    public val currentConfig: ConfigSnapshot? get() = lifecycle.snapshot

    /** Where this instance stands. */
    public val state: StateFlow<CoreState> get() = lifecycle.state

    /**
     * What happens here, from the moment of collection on; [LifecycleEvent.Ready] comes first even when it happened
     * before. Each collector has a buffer of 256 events; what a slow one misses is counted in [metrics]. Completes when
     * this instance is closed.
     */
    public val events: Flow<LifecycleEvent> get() = assembly.events.events

    /**
     * Whether exposures and conversions are reported; at first [SdkConfig.trackingEnabled]. May be set at any time, by
     * any thread, for the calls that begin after it. What is queued already is delivered all the same. Decisions are
     * made and stored as ever; an exposure that was not reported is reported by a decision made after tracking is on
     * again.
     */
    public var trackingEnabled: Boolean
        get() = assembly.tracking.isOn
        set(value) {
            assembly.tracking.isOn = value
        }

    /** One reading of all counters. */
    public val metrics: CoreMetrics get() = assembly.metrics()

    /**
     * Loads the configuration and gives this instance back. Does nothing when there is one already; may be called again
     * after a failure. Callers at the same time wait for the same loading; it ends when the last of them is cancelled.
     * With [StartMode.BACKGROUND] it returns at once and throws neither of the first two.
     *
     * @throws com.convert.sdk.error.ConfigLoadException when the configuration cannot be loaded, and no cache can stand
     * in for it.
     * @throws com.convert.sdk.error.InvalidConfigException when direct data is no usable configuration.
     * @throws com.convert.sdk.error.IncompatibleLibraryException when a library on the class path is too old.
     * @throws IllegalStateException when this instance is closed, and when `convert-sdk-java-bundle` is on the class
     * path as well.
     */
    @OptIn(InternalConvertApi::class)
    public suspend fun initialize(): Core = apply {
        OneCopy.verify()
        LibraryCheck.verifyAll()
        lifecycle.initialize()
    }

    /** A context for the visitor with [visitorId], without attributes. */
    public fun createContext(visitorId: String): Context = createContext(visitorId, emptyMap())

    /** A context for the visitor with [visitorId]; rules see [attributes], laid over those stored for the visitor. */
    public fun createContext(visitorId: String, attributes: Map<String, Any?>): Context =
        createContext(visitorId, attributes, emptyMap())

    /**
     * A context for the visitor with [visitorId]; audience rules see [attributes], location rules see [location]. Both
     * are copied, nested values too. Values are text, numbers, booleans, `null`, lists and maps; a set or an array is a
     * list, and of anything else rules see its text. A value beyond 32 levels, 10,000 elements or 1,000,000 characters,
     * and one that cannot be read, counts as not given; the log says so once.
     *
     * @throws IllegalArgumentException when [visitorId] is empty.
     * @throws IllegalStateException when this instance is closed, or when there is no configuration yet and the
     * settings do not say [StartMode.BACKGROUND].
     */
    public fun createContext(visitorId: String, attributes: Map<String, Any?>, location: Map<String, Any?>): Context {
        require(visitorId.isNotEmpty()) { "visitorId must not be empty; any other text is a visitor" }
        val session = VisitorSession(
            visitorId = visitorId,
            snapshot = lifecycle.requireSnapshot(),
            attributes = PackedMap.copyOf(attributes, assembly.services.warnings),
            location = PackedMap.copyOf(location, assembly.services.warnings),
            permanent = assembly.profiles.of(visitorId),
            global = assembly.services.globalAttributes,
        )
        return Context(session, assembly.services)
    }

    /**
     * Calls [handler] for each event of [type], one at a time, on one of the SDK's threads. What it throws is logged
     * and counted. Events it is too slow for, beyond a buffer of 256, are missed and counted.
     */
    public fun <E : LifecycleEvent> on(type: Class<E>, handler: EventHandler<E>): Subscription =
        assembly.events.on(type, handler)

    /** Same, for events of the type that [handler] takes. */
    public inline fun <reified E : LifecycleEvent> on(noinline handler: (E) -> Unit): Subscription =
        on(E::class.java, EventHandler(handler))

    /**
     * Asks for the configuration now, beside any background refresh or start; joins one that is under way, and is
     * cancelled with the last who waits for it. Does nothing with direct data.
     *
     * @throws com.convert.sdk.error.ConfigLoadException when that fails; the previous configuration stays in use.
     * @throws IllegalStateException when there is no configuration yet, or this instance is closed.
     */
    public suspend fun refreshNow(): Unit = lifecycle.refreshNow()

    /**
     * Returns when all events that were queued before are delivered, or rejected by the service.
     *
     * @throws com.convert.sdk.error.TrackingDeliveryException when the service cannot be reached; the events stay
     * queued. Cancelling the caller does not stop the delivery.
     */
    public suspend fun flush(): Unit = assembly.pipeline.flush()

    /**
     * Closes this instance as [close] does, without blocking the thread, and says how many events it had to leave.
     * Gives the same answer when called again. Goes on to its end even when the caller is cancelled.
     */
    public suspend fun shutdown(): ShutdownResult = assembly.shutdown()

    /**
     * Delivers what is queued, for at most [SdkConfig.closeTimeout], and releases every thread, connection and
     * coroutine. How many events it had to leave is in [metrics] and, if any, in the log. May be called again.
     *
     * Blocks the calling thread; in a coroutine prefer [shutdown].
     */
    override fun close(): Unit = assembly.closeBlocking()

    override fun toString(): String = "Core(state=${state.value})"
}
