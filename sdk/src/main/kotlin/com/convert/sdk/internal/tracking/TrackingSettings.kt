package com.convert.sdk.internal.tracking

import com.convert.sdk.SdkConfig
import kotlin.time.Duration

/**
 * What the pipeline has to know.
 *
 * @property sdkKey the project's key; `null` with direct data, where account and project id take its place.
 * @property enrichData whether the service should complete what it knows about visitors: true without a shared store.
 * @property requestSize events that a request takes at most.
 * @property requestsUnderWay requests that may be under way at once, while full ones wait.
 */
internal class TrackingSettings(
    val sdkKey: String?,
    val batchSize: Int,
    val autoFlushInterval: Duration?,
    val maxQueueSize: Int,
    val source: String,
    val enrichData: Boolean,
    val requestSize: Int = 1_000,
    val requestsUnderWay: Int = 4,
) {
    constructor(config: SdkConfig) : this(
        sdkKey = config.sdkKey,
        batchSize = config.batchSize,
        autoFlushInterval = config.autoFlushInterval,
        maxQueueSize = config.maxQueueSize,
        source = config.source,
        enrichData = config.dataStore == null,
    )
}

/** Whose events these are. */
internal data class ProjectIdentity(val accountId: String, val projectId: String)
