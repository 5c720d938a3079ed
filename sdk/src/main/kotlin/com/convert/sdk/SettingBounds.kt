package com.convert.sdk

import com.convert.sdk.error.InvalidConfigException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** @throws InvalidConfigException when a setting is out of its bounds, or not exactly one of key and data is set. */
internal fun SdkConfig.Builder.checkBounds() {
    checkSource()
    requireSetting("batchSize", batchSize in 1..MAX_BATCH) { "1 to $MAX_BATCH events, was $batchSize" }
    val isIntervalValid = autoFlushInterval?.let { it.isFinite() && it.inWholeMilliseconds > 0 } ?: true
    requireSetting("autoFlushInterval", isIntervalValid) {
        "at least 1 ms, was $autoFlushInterval"
    }
    requireSetting("maxQueueSize", maxQueueSize in batchSize..MAX_QUEUE) {
        "batchSize $batchSize to $MAX_QUEUE events, was $maxQueueSize"
    }
    requireSetting("maxVisitors", maxVisitors in 1..MAX_VISITORS) {
        "1 to $MAX_VISITORS visitors, was $maxVisitors"
    }
    requireSetting("closeTimeout", closeTimeout in Duration.ZERO..LONGEST_WAIT) {
        "0 s to $LONGEST_WAIT, was $closeTimeout"
    }
    requireSetting("dataStoreTimeout", dataStoreTimeout in 1.milliseconds..LONGEST_WAIT) {
        "1 ms to $LONGEST_WAIT, was $dataStoreTimeout"
    }
    val isTimeToLiveValid = dataStoreTimeToLive?.let { it.isFinite() && it >= 1.seconds } ?: true
    requireSetting("dataStoreTimeToLive", isTimeToLiveValid) {
        "at least 1 s, was $dataStoreTimeToLive"
    }
    cacheFile?.let { requireFolder("cacheFile", it) }
}

private fun SdkConfig.Builder.checkSource() {
    val given = if (sdkKey == null) NEITHER else "both"
    requireSetting("sdkKey, data", (sdkKey == null) != (data == null)) { "exactly one of them, was $given" }
    requireSetting("sdkKey", sdkKey?.isNotBlank() ?: true) { "text that is not blank, was blank" }
    requireTrimmed("sdkKey", sdkKey)
    requireTrimmed("debugToken", debugToken)
    requireSetting("source", source.isNotBlank()) { "text that is not blank, was blank" }
}

private const val NEITHER = "neither; is the environment variable set that the key comes from?"
private const val MAX_BATCH = 1_000
private const val MAX_QUEUE = 10_000_000
private const val MAX_VISITORS = 100_000_000
private val LONGEST_WAIT = 1.hours
