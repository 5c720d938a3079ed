package com.convert.sdk

import org.jspecify.annotations.NullMarked

/**
 * How closing went.
 *
 * @property eventsLeft events that could not be delivered in time; a durable queue sends them at the next start.
 */
@NullMarked
@ConsistentCopyVisibility
public data class ShutdownResult internal constructor(public val eventsLeft: Int)
