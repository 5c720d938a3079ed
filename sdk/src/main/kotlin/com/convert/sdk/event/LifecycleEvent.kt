package com.convert.sdk.event

import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.result.DiagnosticReason
import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/**
 * Something that happened in an SDK instance. Collect them from `Core.events`, or register with `Core.on`.
 *
 * @property wireName the event's name in every Convert SDK.
 */
@NullMarked
public sealed interface LifecycleEvent {
    public val wireName: String

    /**
     * A configuration is loaded and contexts can be created. Who subscribes later still gets it, first.
     *
     * @property fromCache whether it is the last known good one, read from the cache because loading failed.
     */
    @ConsistentCopyVisibility
    public data class Ready internal constructor(public val fromCache: Boolean) : LifecycleEvent {
        override val wireName: String get() = "ready"
    }

    /** A refresh brought a configuration that differs from the one before; contexts created from now on use it. */
    public data object ConfigUpdated : LifecycleEvent {
        override val wireName: String get() = "config.updated"
    }

    /**
     * A visitor was decided into a variation by a call with tracking on.
     *
     * @property visitorId the visitor.
     * @property experienceId id of the experience.
     * @property experienceKey key of the experience.
     * @property variationId id of the variation.
     * @property variationKey key of the variation, if it has one.
     * @property featureKey key of the feature that was asked for; `null` for an experience.
     */
    @ConsistentCopyVisibility
    public data class Bucketing internal constructor(
        public val visitorId: String,
        public val experienceId: String,
        public val experienceKey: String,
        public val variationId: String,
        public val variationKey: @Nullable String?,
        public val featureKey: @Nullable String?,
    ) : LifecycleEvent {
        override val wireName: String get() = "bucketing"

        override fun toString(): String =
            "Bucketing(experienceKey=$experienceKey, variationKey=$variationKey, featureKey=$featureKey)"
    }

    /**
     * A conversion was queued.
     *
     * @property visitorId the visitor.
     * @property goalId id of the goal.
     * @property goalKey key of the goal.
     */
    @ConsistentCopyVisibility
    public data class Conversion internal constructor(
        public val visitorId: String,
        public val goalId: String,
        public val goalKey: String,
    ) : LifecycleEvent {
        override val wireName: String get() = "conversion"

        override fun toString(): String = "Conversion(goalId=$goalId, goalKey=$goalKey)"
    }

    /**
     * A batch of tracking events left the queue, or could not.
     *
     * @property reason what started the release.
     * @property batchSize events in the batch.
     * @property visitorCount distinct visitors in the batch.
     * @property eventCount the same as [batchSize]; kept because the other SDKs have both.
     * @property statusCode HTTP status of a failed delivery; `null` on success or without an answer.
     * @property retryAttempts how often the batch was sent again after the first attempt.
     * @property error why the delivery failed; `null` on success.
     */
    @ConsistentCopyVisibility
    public data class ApiQueueReleased internal constructor(
        public val reason: ReleaseReason,
        public val batchSize: Int,
        public val visitorCount: Int,
        public val eventCount: Int,
        public val statusCode: @Nullable Int?,
        public val retryAttempts: @Nullable Int?,
        public val error: @Nullable ConvertSdkException?,
    ) : LifecycleEvent {
        override val wireName: String get() = "api.queue.released"
    }

    /**
     * Queued writes to the data store were carried out. This SDK writes at once and never sends it; it is here so that
     * code shared with other SDKs finds it.
     */
    public data object DataStoreQueueReleased : LifecycleEvent {
        override val wireName: String get() = "datastore.queue.released"
    }

    /**
     * A `diagnose…` call named a reason.
     *
     * @property reason the outcome.
     * @property entityKey the key that was asked for.
     */
    @ConsistentCopyVisibility
    public data class Diagnostic internal constructor(
        public val reason: DiagnosticReason,
        public val entityKey: String,
    ) : LifecycleEvent {
        override val wireName: String get() = "diagnostic"
    }
}

/**
 * What started the release of a batch.
 *
 * @property wireName the reason's name in every Convert SDK.
 */
@NullMarked
public enum class ReleaseReason(public val wireName: String) {
    /** The batch was full. */
    SIZE("size"),

    /** `flush()` was called. */
    EXPLICIT("explicit"),

    /** The flush interval was over. */
    TIMEOUT("timeout"),

    /** The SDK instance or the JVM is going down. */
    AT_EXIT("atexit"),
    ;

    override fun toString(): String = wireName
}
