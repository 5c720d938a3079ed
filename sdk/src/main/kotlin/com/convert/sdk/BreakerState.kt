package com.convert.sdk

import org.jspecify.annotations.NullMarked

/** How the circuit breaker in front of the data store stands. */
@NullMarked
public enum class BreakerState {
    /** Calls are made. */
    CLOSED,

    /** Calls are skipped: the store failed several times in a row and is left alone for 5 to 30 s. */
    OPEN,

    /** That time is over: the next call tries, all others are skipped until it has its outcome. */
    HALF_OPEN,
}
