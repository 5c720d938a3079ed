package com.convert.sdk.result

import org.jspecify.annotations.NullMarked

/**
 * The custom segments that a call matched for a visitor.
 *
 * @property matchedSegmentIds ids that this call added, in configuration order; empty when nothing new matched.
 */
@NullMarked
@ConsistentCopyVisibility
public data class CustomSegmentsResult internal constructor(public val matchedSegmentIds: List<String>) {
    /** Whether this call matched anything new. */
    public val isMatched: Boolean get() = matchedSegmentIds.isNotEmpty()
}
