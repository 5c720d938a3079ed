package com.convert.sdk

import com.convert.sdk.error.InvalidConfigException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** How the configuration is refreshed in the background. Only with an SDK key; ignored, with a log line, with data. */
public class RefreshConfig private constructor(builder: Builder) {
    /** Time between two refreshes. Default 5 minutes. */
    public val interval: Duration = builder.interval

    /** Up to this much, at random, is added to each wait, so that many processes do not ask at once. Default 30 s. */
    public val jitter: Duration = builder.jitter

    /** The wait grows by this factor with each failure in a row. Default 2. */
    public val backoffFactor: Double = builder.backoffFactor

    /** The longest wait after failures. Default 10 minutes. */
    public val backoffMax: Duration = builder.backoffMax

    /** A builder that starts from these settings. */
    public fun newBuilder(): Builder = Builder(this)

    override fun toString(): String =
        "RefreshConfig(interval=$interval, jitter=$jitter, backoffFactor=$backoffFactor, backoffMax=$backoffMax)"

    /** Collects settings; [build] checks them. */
    public class Builder public constructor() {
        /** See [RefreshConfig.interval]. Greater than zero. */
        public var interval: Duration = 5.minutes

        /** See [RefreshConfig.jitter]. From zero to [interval]. */
        public var jitter: Duration = 30.seconds

        /** See [RefreshConfig.backoffFactor]. At least 1. */
        public var backoffFactor: Double = 2.0

        /** See [RefreshConfig.backoffMax]. At least [interval]. */
        public var backoffMax: Duration = 10.minutes

        internal constructor(from: RefreshConfig) : this() {
            interval = from.interval
            jitter = from.jitter
            backoffFactor = from.backoffFactor
            backoffMax = from.backoffMax
        }

        /** @throws InvalidConfigException when a setting is out of its bounds. */
        public fun build(): RefreshConfig {
            requireSetting("refresh.interval", interval.isPositive() && interval.isFinite()) {
                "more than 0 s, was $interval"
            }
            requireSetting("refresh.jitter", jitter in Duration.ZERO..interval) {
                "0 s to the interval $interval, was $jitter"
            }
            requireSetting("refresh.backoffFactor", backoffFactor >= 1.0 && backoffFactor.isFinite()) {
                "a number of at least 1, was $backoffFactor"
            }
            requireSetting("refresh.backoffMax", backoffMax >= interval && backoffMax.isFinite()) {
                "at least the interval $interval, was $backoffMax"
            }
            return RefreshConfig(this)
        }
    }
}
