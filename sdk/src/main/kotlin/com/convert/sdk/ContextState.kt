package com.convert.sdk

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/**
 * What a context knows of its visitor at one moment. Immutable.
 *
 * @property visitorId the visitor.
 * @property snapshot the configuration that the context decides with, for all its life.
 * @property visitorAttributes what rules see.
 * @property defaultSegments what reports are grouped by; rules do not see them.
 * @property bucketing the stored decisions, experience id to variation id.
 */
@NullMarked
@ConsistentCopyVisibility
public data class ContextState internal constructor(
    public val visitorId: String,
    public val snapshot: ConfigSnapshot,
    public val visitorAttributes: Map<String, @Nullable Any?>,
    public val defaultSegments: Map<String, @Nullable Any?>,
    public val bucketing: Map<String, String>,
) {
    /** Leaves the visitor and all values out, so that it can be logged. */
    override fun toString(): String = "ContextState(attributes=${visitorAttributes.keys}, " +
        "segments=${defaultSegments.keys}, bucketing=${bucketing.keys})"
}
