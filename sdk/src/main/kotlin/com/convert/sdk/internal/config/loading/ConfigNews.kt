package com.convert.sdk.internal.config.loading

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConfigSource
import com.convert.sdk.EntityType
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.text.nearest
import kotlin.time.TimeMark
import kotlin.time.TimeSource

/**
 * Tells the log which configuration is in use, and once when the settings' environment is none of it. Direct data is
 * not announced: the application has it, and a process without a line to log starts faster. Used by one thread at a
 * time.
 */
internal class ConfigNews(
    private val logs: Logs,
    private val environment: String?,
    private val time: TimeSource = TimeSource.Monotonic,
) {
    private var since: TimeMark = time.markNow()
    private var isWarned = false

    fun loaded(first: ConfigFeed.First) {
        since = time.markNow()
        when (first.source) {
            ConfigSource.DIRECT -> Unit
            ConfigSource.REMOTE -> logs.config.info("configuration loaded from the service: {}", told(first.snapshot))
            ConfigSource.CACHE -> logs.config.info(
                "configuration loaded from the cache file, written {} ago: {}",
                first.age ?: "an unknown time",
                told(first.snapshot),
            )
        }
        checkEnvironment(first.snapshot)
    }

    fun replaced(next: ConfigSnapshot) {
        val age = since.elapsedNow()
        since = time.markNow()
        logs.config.info("configuration replaced after {} by one from the service: {}", age, told(next))
        checkEnvironment(next)
    }

    private fun told(snapshot: ConfigSnapshot): String = "project ${snapshot.projectId}, " +
        EntityType.entries.joinToString { "${it.wireName} ${snapshot.entities(it).size}" }

    private fun checkEnvironment(snapshot: ConfigSnapshot) {
        if (isWarned) return
        val environments = snapshot.plan.experiences.map { it.gate.environment }
        val named = environments.filterNotNull().distinct()
        if (named.isEmpty() || environment in named) return
        // Without one in the settings, experiences that name none are served.
        if (environment == null && null in environments) return
        isWarned = true
        if (environment == null) warnUnset(named) else warnUnknown(environment, named)
    }

    private fun warnUnset(named: List<String>) = logs.config.warn(
        "no environment is set, and all experiences are for one of {}: none is served; set environment",
        named.take(MOST_NAMED),
    )

    private fun warnUnknown(environment: String, named: List<String>) = logs.config.warn(
        "no experience is for environment '{}', which the settings say; they are for {}{}",
        environment,
        named.take(MOST_NAMED),
        nearest(environment, named)?.let { ", did you mean '$it'?" }.orEmpty(),
    )

    private companion object {
        const val MOST_NAMED = 10
    }
}
