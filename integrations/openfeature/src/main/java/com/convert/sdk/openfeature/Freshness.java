package com.convert.sdk.openfeature;

import com.convert.sdk.ConfigSource;
import com.convert.sdk.CoreMetrics;
import com.convert.sdk.CoreState;

/** Whether the configuration is as new as the settings ask for, judged by what the counters did between two looks. */
final class Freshness {
    enum Standing {
        FRESH,
        STALE,
        CLOSED,
    }

    private long refreshes;
    private long failures;
    private Standing standing = Standing.FRESH;

    Freshness(CoreMetrics start) {
        remember(start);
    }

    Standing standing() {
        return standing;
    }

    Standing update(CoreState state, CoreMetrics metrics) {
        standing = next(state, metrics);
        remember(metrics);
        return standing;
    }

    private Standing next(CoreState state, CoreMetrics metrics) {
        if (state instanceof CoreState.Closed) return Standing.CLOSED;
        if (state instanceof CoreState.Ready ready && ready.getSource() == ConfigSource.CACHE) return Standing.STALE;
        // With a failure beside it, too: the configuration was good since the last look.
        if (metrics.getRefreshes() > refreshes) return Standing.FRESH;
        if (metrics.getRefreshFailures() > failures) return Standing.STALE;
        return standing;
    }

    private void remember(CoreMetrics metrics) {
        refreshes = metrics.getRefreshes();
        failures = metrics.getRefreshFailures();
    }
}
