package com.convert.sdk.internal.tracking

import com.convert.sdk.event.ReleaseReason
import kotlin.time.Duration

/** Everything between "an event happened" and "the service has it". Safe for any number of coroutines. */
internal interface EventPipeline {
    /** Events accepted so far; what an earlier process left is among them. */
    val accepted: Long

    /** Events accepted and not yet delivered or given up. */
    val queueLength: Long

    /** Whether there is no room for another one at this moment. */
    val isFull: Boolean

    /** How long the oldest of them has waited; `null` when there is none. */
    val oldestAge: Duration?

    /**
     * Makes it ready to accept events; again is nothing.
     *
     * @throws com.convert.sdk.error.DurableQueueException when the file it queues in cannot be used.
     */
    suspend fun open() = Unit

    /**
     * Accepts [event] for delivery, or refuses it; each outcome is counted, and a full queue is reported. Suspends only
     * with a durable queue, until the event is as safe as its settings want it.
     */
    suspend fun offer(event: TrackedEvent): OfferOutcome

    /** As [offer] with a full queue, without an event: what was to be reported is counted as refused. */
    fun refuse()

    /**
     * Returns when all events accepted before are delivered, or given up because the service rejected them.
     * Makes up to three attempts in a row, with pauses of a second or so between them.
     *
     * @throws com.convert.sdk.error.TrackingDeliveryException when that failed, or the service wants to be left
     * alone for more than ten seconds. The events stay queued.
     */
    suspend fun flush() = flush(ReleaseReason.EXPLICIT)

    /** Same, with [reason] in the lifecycle events. */
    suspend fun flush(reason: ReleaseReason)

    /** The project is known now: sends what was held back until then, whatever its number. */
    fun resume()

    /**
     * Ends accepting, delivers what is queued until [deadline] is over, and gives the number of events left. Calls
     * after the first one get its outcome.
     */
    suspend fun close(deadline: Duration): Int
}

/** As with [EventPipeline], to a queue that never waits. */
internal interface InPlaceOffers {
    val isFull: Boolean

    fun refuse()

    fun offer(event: TrackedEvent): OfferOutcome
}

/** What became of an event that was offered to the pipeline. */
internal enum class OfferOutcome {
    /** It waits for delivery. */
    QUEUED,

    /** The queue, or its journal, has no room. */
    QUEUE_FULL,

    /** The journal cannot be written. */
    UNWRITABLE,

    /** The pipeline is closed, or was never opened. */
    CLOSED,
}
