package com.convert.sdk.internal.config.loading

import com.convert.sdk.RefreshConfig
import com.convert.sdk.internal.runtime.retry.Backoff
import kotlin.math.pow
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes

/**
 * When to ask for the configuration again. A stale one, from the cache, is asked for soon and whatever the settings
 * say; a fresh one as the settings say, and never without any.
 */
internal class RefreshSchedule(private val settings: RefreshConfig?, private val random: Random) {
    private val catchUp =
        Backoff(random::nextDouble, ceiling = minOf(settings?.interval ?: LONGEST_CATCH_UP, LONGEST_CATCH_UP))

    @Volatile
    private var isStale = false

    /** In a row, up to now. */
    @Volatile
    private var failures = 0

    val goesOn: Boolean get() = isStale || settings != null

    fun startStale() {
        isStale = true
        failures = 1
    }

    /** Failures and successes come one at a time. */
    fun failed() {
        failures++
    }

    fun succeeded() {
        isStale = false
        failures = 0
    }

    fun wait(): Duration {
        if (isStale || settings == null) return catchUp.wait(failures)
        val jitter = settings.jitter * random.nextDouble()
        if (failures == 0) return settings.interval + jitter
        return minOf(settings.interval * settings.backoffFactor.pow(failures), settings.backoffMax) + jitter
    }

    private companion object {
        val LONGEST_CATCH_UP = 5.minutes
    }
}
