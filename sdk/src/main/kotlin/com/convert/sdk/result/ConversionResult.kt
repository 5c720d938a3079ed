package com.convert.sdk.result

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/** What became of a conversion. */
@NullMarked
public enum class ConversionStatus(
    /** Name of the status in every Convert SDK. */
    public val wireName: String,
) {
    /** The event is queued for delivery. */
    QUEUED("queued"),

    /** The visitor has this goal already; nothing was queued. */
    DEDUPLICATED("deduplicated"),

    /** The configuration has no goal with this key; nothing was queued. */
    GOAL_NOT_FOUND("goal_not_found"),

    /** The event queue is full: the event was refused and counted, and the call may be made again later. */
    QUEUE_FULL("queue_full"),

    /** The durable queue's file cannot be written: refused and counted, and the call may be made again later. */
    JOURNAL_UNWRITABLE("journal_unwritable"),

    /** The SDK instance is closed: the event was refused and counted. */
    CLOSED("closed"),

    /** Tracking is off for the SDK instance: nothing was queued, and the goal is not marked as reached. */
    TRACKING_DISABLED("tracking_disabled"),

    /** The goal's rules do not match the rule data that was given; nothing was queued. */
    RULES_NOT_MATCHED("rules_not_matched"),

    /**
     * The context was made before there was a configuration, with `StartMode.BACKGROUND`: nothing was queued, and the
     * call may be made again later on a new context.
     */
    NOT_READY("not_ready"),

    /** The context shows a preview, which leaves no trace; nothing was queued. */
    PREVIEW("preview"),
    ;

    override fun toString(): String = wireName
}

/**
 * The outcome of a tracked conversion: always returned, never thrown, for an unknown goal too.
 *
 * @property status what became of it.
 * @property goalKey the key that was asked for.
 * @property goalId id of the goal; `null` when there is none with this key.
 * @property visitorId the visitor the call was made for.
 * @property event the event as it was queued; `null` unless [status] is [ConversionStatus.QUEUED].
 */
@NullMarked
@ConsistentCopyVisibility
public data class ConversionResult internal constructor(
    public val status: ConversionStatus,
    public val goalKey: String,
    public val goalId: @Nullable String?,
    public val visitorId: String,
    public val event: @Nullable ConversionEvent?,
) {
    /** Whether an event was queued. */
    public val isTracked: Boolean get() = status == ConversionStatus.QUEUED

    /** The wire name of the status when nothing was queued, otherwise `null`. */
    public val reason: @Nullable String? get() = status.wireName.takeUnless { isTracked }

    /** Leaves the visitor out, so that a result can be logged. */
    override fun toString(): String = "ConversionResult(status=$status, goalKey=$goalKey, goalId=$goalId)"
}

/**
 * A conversion as it waits in the queue.
 *
 * @property visitorId the visitor who converted.
 * @property goalId id of the goal.
 * @property goalKey key of the goal.
 * @property revenue the amount; `null` when none was given.
 * @property conversionData the other goal data that will be sent; empty when none was given.
 * @property segments the visitor's default segments at that time.
 * @property bucketing the visitor's stored decisions at that time, experience id to variation id.
 */
@NullMarked
@ConsistentCopyVisibility
public data class ConversionEvent internal constructor(
    public val visitorId: String,
    public val goalId: String,
    public val goalKey: String,
    public val revenue: @Nullable Number?,
    public val conversionData: Map<String, @Nullable Any?>,
    public val segments: Map<String, @Nullable Any?>,
    public val bucketing: Map<String, String>,
) {
    /** Leaves the visitor and all values out, so that an event can be logged. */
    override fun toString(): String = "ConversionEvent(goalId=$goalId, goalKey=$goalKey)"
}
