package com.convert.sdk.internal.tracking

import kotlin.time.ComparableTimeMark

/** Something to report about a visitor. Nothing in it changes after it was queued. */
internal sealed class TrackedEvent {
    abstract val visitorId: String

    /** The visitor's segments, all of them; the payload takes those that the service knows. */
    abstract val segments: Map<String, Any?>

    /** Set by the queue for some of its events, as it accepts them. */
    var acceptedAt: ComparableTimeMark? = null

    /** A visitor saw a variation. */
    class Exposure(
        override val visitorId: String,
        override val segments: Map<String, Any?>,
        val experienceId: String,
        val variationId: String,
    ) : TrackedEvent()

    /**
     * A visitor reached a goal.
     *
     * @property goalData checked by [goalDataOf], in the order to send.
     * @property bucketing the visitor's stored decisions, variation ids by experience id.
     */
    class Conversion(
        override val visitorId: String,
        override val segments: Map<String, Any?>,
        val goalId: String,
        val goalData: List<Pair<String, Any>>,
        val bucketing: Map<String, String>,
    ) : TrackedEvent()
}
