package com.convert.sdk

import com.convert.sdk.error.InvalidConfigException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.microseconds
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds

private typealias Setting = SdkConfig.Builder.() -> Unit

/** Values on their bounds, which are taken, and values one step beyond, which are not. */
class SettingBoundsSpec : StringSpec({
    val moment = 1.nanoseconds
    val minute = 1.minutes
    val file = tempdir().toPath().resolve("queue")

    fun <T> bounds(
        path: String,
        taken: List<T>,
        refused: List<T>,
        isShown: Boolean = true,
        set: SdkConfig.Builder.(T) -> Unit,
    ) = "$path is taken up to its bounds, and refused beyond them with the value" {
        for (value in taken) withClue("$value") { build { set(value) } }
        for (value in refused) {
            val refusal = shouldThrow<InvalidConfigException> { build { set(value) } }
            refusal.path shouldBe path
            if (isShown) refusal.message!! shouldContain "was $value"
        }
    }

    bounds("batchSize", listOf(1, 1_000), listOf(0, 1_001)) { batchSize = it }
    bounds("maxQueueSize", listOf(10, 10_000_000), listOf(9, 10_000_001)) { maxQueueSize = it }
    bounds("maxVisitors", listOf(1, 100_000_000), listOf(0, 100_000_001)) { maxVisitors = it }
    bounds("autoFlushInterval", listOf(null, 1.milliseconds, 365.days), listOf(999.microseconds, Duration.INFINITE)) {
        autoFlushInterval = it
    }
    bounds("closeTimeout", listOf(Duration.ZERO, 1.hours), listOf(-moment, 1.hours + moment)) { closeTimeout = it }
    bounds("dataStoreTimeout", listOf(1.milliseconds, 1.hours), listOf(999.microseconds, 1.hours + moment)) {
        dataStoreTimeout = it
    }
    bounds("dataStoreTimeToLive", listOf(null, 1.seconds, 365.days), listOf(1.seconds - moment, Duration.INFINITE)) {
        dataStoreTimeToLive = it
    }
    bounds("transport.timeout", listOf(moment, 365.days), listOf(Duration.ZERO, Duration.INFINITE)) {
        transport { timeout = it }
    }
    bounds("transport.connectTimeout", listOf(null, moment, 365.days), listOf(Duration.ZERO, Duration.INFINITE)) {
        transport { connectTimeout = it }
    }
    bounds("transport.authSecret", listOf(null, "\t", " ", "~"), listOf("\u001f", "\u007f", "é"), isShown = false) {
        transport { authSecret = it }
    }
    bounds("transport.headers", listOf("X-a.1", "~"), listOf("", "a b", "a:", "é"), isShown = false) {
        transport { headers = mapOf(it to "value") }
    }
    bounds("transport.headers.X", listOf("", "\t", " ", "~"), listOf("\n", "\u007f"), isShown = false) {
        transport { headers = mapOf("X" to it) }
    }
    bounds("refresh.interval", listOf(moment, 10.minutes), listOf(Duration.ZERO, Duration.INFINITE)) {
        refresh {
            interval = it
            jitter = Duration.ZERO
        }
    }
    bounds("refresh.jitter", listOf(Duration.ZERO, minute), listOf(-moment, minute + moment)) {
        refresh {
            interval = minute
            jitter = it
        }
    }
    val noFactors = listOf(0.999, Double.NaN, Double.POSITIVE_INFINITY)
    bounds("refresh.backoffFactor", listOf(1.0, Double.MAX_VALUE), noFactors) {
        refresh { backoffFactor = it }
    }
    bounds("refresh.backoffMax", listOf(minute, 365.days), listOf(minute - moment, Duration.INFINITE)) {
        refresh {
            interval = minute
            backoffMax = it
        }
    }
    bounds("durableQueue.maxBytes", listOf(1L shl 16, 1L shl 40), listOf((1L shl 16) - 1, (1L shl 40) + 1)) {
        durableQueue(file) { maxBytes = it }
    }
})

private fun build(set: Setting): SdkConfig = SdkConfig {
    sdkKey = "key"
    set()
}
