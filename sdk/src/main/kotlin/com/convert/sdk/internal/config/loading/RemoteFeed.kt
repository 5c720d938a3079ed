package com.convert.sdk.internal.config.loading

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConfigSource
import com.convert.sdk.error.ConfigLoadException
import kotlinx.coroutines.CoroutineScope

/** Configurations from Convert's servers, and from the cache while they cannot be reached at the start. */
internal class RemoteFeed(
    scope: CoroutineScope,
    private val loader: ConfigLoader,
    private val cache: ConfigCache?,
    private val schedule: RefreshSchedule,
    private val report: LoadReport,
) : ConfigFeed {
    private val refresher = ConfigRefresher(scope, schedule, ::broken, ::refresh)

    /** The service's mark for the configuration that was handed on last. */
    @Volatile
    private var etag: String? = null

    @Volatile
    private var onLoaded: (ConfigSnapshot) -> Unit = {}

    override suspend fun first(): ConfigFeed.First = try {
        // Without a mark, even after an earlier call: what that one loaded may never have been used.
        val loaded = checkNotNull(loader.load(known = null))
        report.loaded()
        schedule.succeeded()
        etag = loaded.etag
        cache?.write(loaded.body)
        ConfigFeed.First(loaded.snapshot, ConfigSource.REMOTE)
    } catch (e: ConfigLoadException) {
        report.failedAtStart()
        val snapshot = cache?.read() ?: throw e
        report.startedFromCache(e)
        schedule.startStale()
        ConfigFeed.First(snapshot, ConfigSource.CACHE, cache.age())
    }

    override fun follow(onLoaded: (ConfigSnapshot) -> Unit) {
        this.onLoaded = onLoaded
        refresher.start()
    }

    override suspend fun refreshNow() = refresher.refreshNow()

    override fun close() = refresher.close()

    private suspend fun refresh() {
        val loaded = try {
            loader.load(etag)
        } catch (e: ConfigLoadException) {
            schedule.failed()
            report.failed(e)
            throw e
        }
        schedule.succeeded()
        report.loaded()
        if (loaded == null) return
        onLoaded(loaded.snapshot)
        etag = loaded.etag
        cache?.write(loaded.body)
    }

    private fun broken(error: Error) {
        schedule.failed()
        report.broken(error)
    }
}
