package com.convert.sdk.internal.config.loading

import com.convert.sdk.CacheLevel
import com.convert.sdk.SdkConfig
import com.convert.sdk.internal.json.VariableWarnings
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.OutageLog
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.Transport
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlin.random.Random
import kotlin.time.TimeSource

/** What an instance with an SDK key loads its configurations with. */
internal class RemoteParts(
    private val sdkKey: String,
    private val config: SdkConfig,
    transport: Transport,
    private val scope: CoroutineScope,
    private val io: CoroutineDispatcher,
    private val warnings: VariableWarnings,
    private val time: TimeSource.WithComparableMarks,
) {
    private val loader = ConfigLoader(transport, request(), warnings)

    val drafts = DraftCache(scope, time) { loader.draft(it) }

    fun feed(counters: Counters, logs: Logs): ConfigFeed = RemoteFeed(
        scope = scope,
        loader = loader,
        cache = cache(logs),
        schedule = RefreshSchedule(config.refresh, Random.Default),
        report = LoadReport(counters, logs, time),
    )

    private fun request() = ConfigRequest(
        sdkKey = sdkKey,
        environment = config.environment,
        // As the reference does: a draft must not come from a cache.
        lowCache = config.cacheLevel == CacheLevel.LOW || config.debugToken != null,
        debugToken = config.debugToken,
        experienceId = null,
        etag = null,
    )

    private fun cache(logs: Logs): ConfigCache? = config.cacheFile?.let { path ->
        ConfigCache(
            file = AtomicFile(path),
            format = ConfigCacheFormat(sdkKey, config.environment),
            environment = config.environment,
            outage = OutageLog(logs.config, "configuration cache", time),
            io = io,
            warnings = warnings,
        )
    }
}
