package com.convert.sdk

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.config.reading.ConfigContent
import com.convert.sdk.internal.config.reading.ConfigText
import com.convert.sdk.internal.config.reading.ConfigValues
import com.convert.sdk.storage.DataStore
import kotlinx.serialization.json.JsonObject
import org.slf4j.Logger
import java.io.InputStream
import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * Settings of one SDK instance: exactly one of an SDK key and direct data, and everything else optional.
 *
 * ```
 * val config = SdkConfig { sdkKey = System.getenv("CONVERT_SDK_KEY") }
 * ```
 */
public class SdkConfig private constructor(builder: Builder) {
    /** Key of the project whose configuration is fetched; `null` with direct data. */
    public val sdkKey: String? = builder.sdkKey

    /** The project's configuration itself; `null` with an SDK key. */
    public val data: JsonObject? get() = content?.tree

    @get:JvmSynthetic
    internal val content: ConfigContent? = builder.content

    /** Environment to decide for. Default `null`: experiences that name an environment are not served. */
    public val environment: String? = builder.environment

    /** How long the CDN may cache the configuration. Default `null`: as the service sees fit. */
    public val cacheLevel: CacheLevel? = builder.cacheLevel

    /** Token that makes the service hand out drafts for previews. Default none. */
    public val debugToken: String? = builder.debugToken

    /** How Convert's servers are reached. */
    public val transport: TransportConfig = builder.transport

    /**
     * Events whose waiting starts a request, which takes all that waits by then: up to 1,000 events and about 1 MiB.
     * Default 10.
     */
    public val batchSize: Int = builder.batchSize

    /** Longest time an event waits before it is sent. Default `null`: until the batch is full, or a flush or close. */
    public val autoFlushInterval: Duration? = builder.autoFlushInterval

    /** Where visitor state lives. Default `null`: in this process, for at most [maxVisitors] visitors. */
    public val dataStore: DataStore? = builder.dataStore

    /** Longest time one call waits for the data store, in all; a decision is then made without it. Default 1 s. */
    public val dataStoreTimeout: Duration = builder.dataStoreTimeout

    /** Time after which what is written to the data store expires, counted from each write. Default `null`: never. */
    public val dataStoreTimeToLive: Duration? = builder.dataStoreTimeToLive

    /** Where the SDK logs. Default `null`: loggers named `com.convert.sdk…`. */
    public val logger: Logger? = builder.logger

    /** Background refresh of the configuration. Default `null`: none. */
    public val refresh: RefreshConfig? = builder.refresh

    /** Name under which events are reported. Default `js-sdk`, which the service is known to accept. */
    public val source: String = builder.source

    /** Events that may wait for delivery; newer ones are refused. Default 10,000. */
    public val maxQueueSize: Int = builder.maxQueueSize

    /** Visitors the default store remembers, least recently used out first. Default 100,000. */
    public val maxVisitors: Int = builder.maxVisitors

    /** Longest time that closing spends on delivering what is queued. Default 5 s. */
    public val closeTimeout: Duration = builder.closeTimeout

    /** Whether a JVM shutdown delivers what is queued, within [closeTimeout]. Default true. */
    public val flushOnShutdown: Boolean = builder.flushOnShutdown

    /** File that keeps the last configuration that loaded, to start from when loading fails. Default none. */
    public val cacheFile: Path? = builder.cacheFile

    /** Keeps queued events in a file, so that they survive the process. Default `null`: they do not. */
    public val durableQueue: DurableQueueConfig? = builder.durableQueue

    /** Whether exposures and conversions are reported. Default true. */
    public val trackingEnabled: Boolean = builder.trackingEnabled

    /** How the first configuration is loaded. Default [StartMode.WAIT]. */
    public val start: StartMode = builder.start

    /**
     * Attributes of all visitors, such as the application's version: what is stored for a visitor, given to a context
     * or to a call is laid over them, by key. Values as in [Core.createContext]. Default none.
     */
    public val globalAttributes: Map<String, Any?> = builder.globalAttributes.frozen()

    /** Whether this is direct data: nothing is fetched. */
    public val isDirectConfig: Boolean get() = data != null

    /** A builder that starts from these settings. */
    public fun newBuilder(): Builder = Builder(this)

    /** Shows all settings; hides the key, the token and the data. */
    override fun toString(): String = "SdkConfig(sdkKey=${hidden(sdkKey)}, data=${hidden(data?.let { "" })}, " +
        "environment=$environment, cacheLevel=$cacheLevel, debugToken=${hidden(debugToken)}, transport=$transport, " +
        "batchSize=$batchSize, autoFlushInterval=$autoFlushInterval, dataStore=${dataStore?.javaClass?.name}, " +
        "dataStoreTimeout=$dataStoreTimeout, dataStoreTimeToLive=$dataStoreTimeToLive, " +
        "logger=${logger?.javaClass?.name}, refresh=$refresh, source=$source, maxQueueSize=$maxQueueSize, " +
        "maxVisitors=$maxVisitors, closeTimeout=$closeTimeout, flushOnShutdown=$flushOnShutdown, " +
        "cacheFile=$cacheFile, durableQueue=$durableQueue, trackingEnabled=$trackingEnabled, start=$start, " +
        "globalAttributes=${globalAttributes.keys})"

    public companion object {
        /**
         * Settings as [configure] makes them.
         *
         * @throws InvalidConfigException when one is out of its bounds, or not exactly one of key and data is set.
         */
        public inline operator fun invoke(configure: Builder.() -> Unit): SdkConfig = Builder().apply(configure).build()
    }

    /** Collects settings; [build] checks them. */
    public class Builder public constructor() {
        /** See [SdkConfig.sdkKey]. Not blank, and without white space around it. */
        public var sdkKey: String? = null

        /** See [SdkConfig.data]. */
        public var data: JsonObject?
            get() = content?.tree
            set(value) {
                content = value?.let { ConfigContent.Unproven(it) }
            }

        @get:JvmSynthetic
        @set:JvmSynthetic
        internal var content: ConfigContent? = null

        /** See [SdkConfig.environment]. */
        public var environment: String? = null

        /** See [SdkConfig.cacheLevel]. */
        public var cacheLevel: CacheLevel? = null

        /** See [SdkConfig.debugToken]. Without white space around it. */
        public var debugToken: String? = null

        /** See [SdkConfig.transport]. */
        public var transport: TransportConfig = TransportConfig.Builder().build()

        /** See [SdkConfig.batchSize]. From 1 to 1,000. */
        public var batchSize: Int = 10

        /** See [SdkConfig.autoFlushInterval]. At least 1 ms. */
        public var autoFlushInterval: Duration? = null

        /** See [SdkConfig.dataStore]. */
        public var dataStore: DataStore? = null

        /** See [SdkConfig.dataStoreTimeout]. From 1 ms to an hour. */
        public var dataStoreTimeout: Duration = 1.seconds

        /** See [SdkConfig.dataStoreTimeToLive]. At least 1 s. */
        public var dataStoreTimeToLive: Duration? = null

        /** See [SdkConfig.logger]. */
        public var logger: Logger? = null

        /** See [SdkConfig.refresh]. */
        public var refresh: RefreshConfig? = null

        /** See [SdkConfig.source]. Not blank. */
        public var source: String = "js-sdk"

        /** See [SdkConfig.maxQueueSize]. From [batchSize] to 10,000,000. */
        public var maxQueueSize: Int = 10_000

        /** See [SdkConfig.maxVisitors]. From 1 to 100,000,000. */
        public var maxVisitors: Int = 100_000

        /** See [SdkConfig.closeTimeout]. From zero to an hour. */
        public var closeTimeout: Duration = 5.seconds

        /** See [SdkConfig.flushOnShutdown]. */
        public var flushOnShutdown: Boolean = true

        /** See [SdkConfig.cacheFile]. Its folder must exist. */
        public var cacheFile: Path? = null

        /** See [SdkConfig.durableQueue]. */
        public var durableQueue: DurableQueueConfig? = null

        /** See [SdkConfig.trackingEnabled]. */
        public var trackingEnabled: Boolean = true

        /** See [SdkConfig.start]. */
        public var start: StartMode = StartMode.WAIT

        /** See [SdkConfig.globalAttributes]. Copied by [build]. */
        public var globalAttributes: Map<String, Any?> = emptyMap()

        internal constructor(from: SdkConfig) : this() {
            sdkKey = from.sdkKey
            content = from.content
            environment = from.environment
            cacheLevel = from.cacheLevel
            debugToken = from.debugToken
            transport = from.transport
            batchSize = from.batchSize
            autoFlushInterval = from.autoFlushInterval
            dataStore = from.dataStore
            dataStoreTimeout = from.dataStoreTimeout
            dataStoreTimeToLive = from.dataStoreTimeToLive
            logger = from.logger
            refresh = from.refresh
            source = from.source
            maxQueueSize = from.maxQueueSize
            maxVisitors = from.maxVisitors
            closeTimeout = from.closeTimeout
            flushOnShutdown = from.flushOnShutdown
            cacheFile = from.cacheFile
            durableQueue = from.durableQueue
            trackingEnabled = from.trackingEnabled
            start = from.start
            globalAttributes = from.globalAttributes
        }

        /** Direct data from its JSON text. Throws [InvalidConfigException] when it is not the text of an object. */
        public fun data(json: String): Builder = apply { content = ConfigText.parse(json) }

        /**
         * Direct data from plain values: text, numbers, booleans, `null`, lists and maps. Copied now. Throws
         * [InvalidConfigException] when one cannot be read, holds itself or is nested deeper than 256 levels.
         */
        public fun data(values: Map<String, *>): Builder = apply { data = ConfigValues.tree(values) }

        /** Direct data from the UTF-8 file [path]. Reads it now; throws `IOException` when that fails. */
        public fun data(path: Path): Builder = apply { content = ConfigText.read(path) }

        /**
         * Direct data from the UTF-8 [stream]. Reads it to its end now and closes it. Throws [InvalidConfigException]
         * for `null`, which is what a class loader gives for a resource that is not there.
         */
        public fun data(stream: InputStream?): Builder = apply {
            requireSetting("data", stream != null) { "a stream, was null; is there no such resource?" }
            content = ConfigText.read(checkNotNull(stream))
        }

        /** Sets [SdkConfig.transport] from a builder. */
        public inline fun transport(configure: TransportConfig.Builder.() -> Unit): Builder =
            apply { transport = transport.newBuilder().apply(configure).build() }

        /** Sets [SdkConfig.refresh] from a builder. */
        public inline fun refresh(configure: RefreshConfig.Builder.() -> Unit): Builder =
            apply { refresh = RefreshConfig.Builder().apply(configure).build() }

        /** Sets [SdkConfig.durableQueue] from a builder. */
        public inline fun durableQueue(file: Path, configure: DurableQueueConfig.Builder.() -> Unit): Builder =
            apply { durableQueue = DurableQueueConfig.Builder(file).apply(configure).build() }

        /** @throws InvalidConfigException when a setting is out of its bounds. */
        public fun build(): SdkConfig {
            checkBounds()
            return SdkConfig(this)
        }
    }
}
