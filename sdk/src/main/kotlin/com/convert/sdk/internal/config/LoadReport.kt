package com.convert.sdk.internal.config

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.TroubleLog
import kotlin.time.TimeSource

/** Counts how loading goes, and logs where its trouble starts and ends. */
internal class LoadReport(
    private val counters: Counters,
    logs: Logs,
    time: TimeSource = TimeSource.Monotonic,
) {
    private val trouble = TroubleLog(logs.config, "loading the configuration", time)

    fun loaded() {
        counters.refreshes.increment()
        trouble.succeeded { "decisions were made with the configuration of before" }
    }

    /** The caller of `initialize()` learns why; the log need not repeat it. */
    fun failedAtStart() = counters.refreshFailures.increment()

    fun startedFromCache(e: ConfigLoadException) = trouble.failed("${reason(e)}; started from the last known good one")

    fun failed(e: ConfigLoadException) {
        counters.refreshFailures.increment()
        trouble.failed("${reason(e)}; the configuration of before stays, and is asked for again")
    }

    fun broken(error: Error) {
        counters.refreshFailures.increment()
        trouble.failed("${error.javaClass.simpleName}; the configuration of before stays, and is asked for again")
    }

    private fun reason(e: ConfigLoadException): String = failureReason(e)
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
