package com.convert.sdk.batch

import org.jspecify.annotations.NullMarked

/** Takes payloads for a store of your own, such as a topic that a warehouse is filled from. */
@NullMarked
public fun interface PayloadSink {
    /**
     * Takes one [payload], the JSON text that Convert's service took. Called by one thread at a time, which may block:
     * the payloads behind it wait meanwhile. What it throws is counted and logged; the payload is not offered again.
     */
    @Throws(Exception::class)
    public fun accept(payload: String)
}

/**
 * One reading of a sink's counters. All four together are the payloads that the service took.
 *
 * @property handedOn payloads that the sink took.
 * @property failed payloads that the sink threw at.
 * @property dropped payloads that found the queue full or were left at close.
 * @property waiting payloads in the queue, or with the sink.
 */
@NullMarked
@ConsistentCopyVisibility
public data class SinkMetrics internal constructor(
    public val handedOn: Long,
    public val failed: Long,
    public val dropped: Long,
    public val waiting: Long,
)
