package com.convert.sdk.openfeature;

import java.time.Duration;

/**
 * How often the provider looks and tries.
 *
 * @param check between two looks at how fresh the configuration is
 * @param firstRetry after the first load that failed; doubles with each further one
 * @param longestRetry never longer than this
 */
record Timing(Duration check, Duration firstRetry, Duration longestRetry) {
    static final Timing DEFAULT = new Timing(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1));

    private static final int MOST_DOUBLINGS = 16;

    /** The wait before a retry, in milliseconds: between half and all of the back-off, so that servers spread out. */
    long retryMillis(int failures, double random) {
        var doubled = firstRetry.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        var backoff = Math.min(doubled, longestRetry.toMillis());
        return Math.round(backoff * (1 + random) / 2);
    }
}
