package com.convert.sdk.internal.config.loading

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.OutageLog
import kotlin.time.TimeSource

/** Counts how loading goes, and logs where an outage starts and ends. */
internal class LoadReport(
    private val counters: Counters,
    logs: Logs,
    time: TimeSource = TimeSource.Monotonic,
) {
    private val outage = OutageLog(logs.config, "configuration loading", time)

    fun loaded() {
        counters.refreshes.increment()
        outage.succeeded { "decisions used the previous configuration" }
    }

    /** The caller of `initialize()` learns why; the log need not repeat it. */
    fun failedAtStart() = counters.refreshFailures.increment()

    fun startedFromCache(e: ConfigLoadException) =
        outage.failed("${reason(e)}; starting from the cache file; will retry")

    fun failed(e: ConfigLoadException) {
        counters.refreshFailures.increment()
        outage.failed("${reason(e)}; $NEXT")
    }

    fun broken(error: Error) {
        counters.refreshFailures.increment()
        outage.failed("${error.javaClass.simpleName}; $NEXT")
    }

    private fun reason(e: ConfigLoadException): String = failureReason(e)

    private companion object {
        const val NEXT = "keeping the previous configuration; will retry"
    }
}

/**
 * Why there is no configuration, for a log line. Of a failed request not the message: it may be from a user's
 * transport, and quote the address.
 */
internal fun failureReason(e: Throwable): String {
    if (e !is ConfigLoadException) return if (e is ConvertSdkException) e.message.orEmpty() else e.javaClass.simpleName
    val cause = e.cause
    return when {
        e.statusCode != null -> "the service answered ${e.statusCode}"
        cause is InvalidConfigException -> "what the service sent cannot be used (${cause.message})"
        else -> "no usable answer" + cause?.let { " (${it.javaClass.simpleName})" }.orEmpty()
    }
}
