package com.convert.sdk

import org.jspecify.annotations.NullMarked

/**
 * What an SDK instance has done since it was made: one immutable reading of its counters.
 *
 * @property decisions experiences and features decided, hits and misses.
 * @property eventsQueued events accepted for delivery.
 * @property eventsDelivered events the service has taken.
 * @property eventsDroppedQueueFull events refused because the queue, or its journal, was full.
 * @property eventsDroppedRejected events given up because the service rejected them.
 * @property eventsLeftAtClose events that closing had to leave; with a durable queue they are sent at the next start.
 * @property deliveryRetries requests that were sent again.
 * @property queueLength events waiting now.
 * @property oldestEventAgeMillis how long the oldest of them has waited, in milliseconds; 0 when none waits. A value
 * that keeps growing says that delivery falls behind. Exact to within the events accepted right before and after it.
 * @property refreshes configurations that were fetched, the first one included, unchanged ones too.
 * @property refreshFailures fetches that failed, the first one included.
 * @property storeErrors calls to the data store that failed.
 * @property storeCallsSkipped calls to the data store that were not made: it is left alone for some seconds after
 * failures, and a call that has waited [SdkConfig.dataStoreTimeout] for it does not ask again.
 * @property listenerEventsMissed lifecycle events that slow listeners missed.
 * @property listenerErrors exceptions that event handlers threw.
 * @property eventsOffered events there were to report, those that an earlier process left in a durable queue included;
 * [eventsQueued] and the four kinds that were refused add up to it.
 * @property eventsRefusedUnwritable events refused because the durable queue's file could not be written.
 * @property eventsRefusedClosed events refused because the instance was closed.
 * @property eventsRefusedTrackingOff events not queued because tracking is off for the instance; not lost, since an
 * exposure may still be reported by a later decision.
 * @property variableDefaults readings of feature variables that gave the caller's default, because the variable was
 * absent or of another type.
 * @property storeBreaker whether the data store is left alone now; [BreakerState.CLOSED] with the default store.
 */
@NullMarked
@ConsistentCopyVisibility
public data class CoreMetrics internal constructor(
    public val decisions: Long,
    public val eventsQueued: Long,
    public val eventsDelivered: Long,
    public val eventsDroppedQueueFull: Long,
    public val eventsDroppedRejected: Long,
    public val eventsLeftAtClose: Long,
    public val deliveryRetries: Long,
    public val queueLength: Long,
    public val oldestEventAgeMillis: Long,
    public val refreshes: Long,
    public val refreshFailures: Long,
    public val storeErrors: Long,
    public val storeCallsSkipped: Long,
    public val listenerEventsMissed: Long,
    public val listenerErrors: Long,
    public val eventsOffered: Long,
    public val eventsRefusedUnwritable: Long,
    public val eventsRefusedClosed: Long,
    public val eventsRefusedTrackingOff: Long,
    public val variableDefaults: Long,
    public val storeBreaker: BreakerState,
)
