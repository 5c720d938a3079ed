package com.convert.sdk.micrometer;

import io.micrometer.core.instrument.Clock;

/**
 * The time since the last fetch that worked, judged by the counter of them: exact to within the time between two
 * readings.
 */
final class ConfigAge {
    private final Observed observed;
    private final Clock clock;

    private long fetches;
    private long fetchedAt;

    ConfigAge(Observed observed, Clock clock) {
        this.observed = observed;
        this.clock = clock;
        nanos();
    }

    /** Not a number for a configuration that was not fetched: direct data, or one from the cache file. */
    synchronized double nanos() {
        var now = clock.monotonicTime();
        var fetches = observed.metrics().getRefreshes();
        if (fetches != this.fetches) {
            this.fetches = fetches;
            fetchedAt = now;
        }
        return fetches == 0 ? Double.NaN : now - fetchedAt;
    }
}
