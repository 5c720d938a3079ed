package com.convert.sdk.inspect

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import org.apache.commons.statistics.interval.BinomialConfidenceInterval

/**
 * What a share may truly be, given a sample: a Wilson score interval.
 *
 * @property low its lower end, from 0 to 1.
 * @property high its upper end, from 0 to 1.
 */
@ConsistentCopyVisibility
public data class Interval internal constructor(public val low: Double, public val high: Double) {
    internal fun toJson(): JsonObject = buildJsonObject {
        put("low", low)
        put("high", high)
    }

    internal fun toText(): String = "${percent(low)} to ${percent(high)}"

    internal companion object {
        fun of(count: Long, total: Long, confidence: Double): Interval {
            if (total == 0L) return Interval(0.0, 1.0)
            val wilson = BinomialConfidenceInterval.WILSON_SCORE
            val interval = wilson.fromErrorRate(Math.toIntExact(total), Math.toIntExact(count), 1 - confidence)
            return Interval(interval.lowerBound.coerceAtLeast(0.0), interval.upperBound.coerceAtMost(1.0))
        }
    }
}
