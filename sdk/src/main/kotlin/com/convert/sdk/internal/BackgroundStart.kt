package com.convert.sdk.internal

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.config.loading.failureReason
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.OutageLog
import com.convert.sdk.internal.runtime.retry.Backoff
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes

/** When a start in the background is tried again, and what the log says of it. Used by one start at a time. */
internal class BackgroundStart(logs: Logs, random: () -> Double) {
    private val backoff = Backoff(random, ceiling = 1.minutes)
    private val outage = OutageLog(logs.config, "starting")
    private var failures = 0

    /** The wait before the next attempt; `null` when none can go better: direct data does not change. */
    fun waitAfter(failure: Throwable): Duration? {
        val next = "defaults are served until there is a configuration"
        if (failure is InvalidConfigException) {
            outage.failed("${failureReason(failure)}; $next, and direct data is not read again")
            return null
        }
        outage.failed("${failureReason(failure)}; $next, and it is tried again")
        return backoff.wait(++failures)
    }

    fun succeeded() = outage.succeeded { "until then defaults were served" }
}
