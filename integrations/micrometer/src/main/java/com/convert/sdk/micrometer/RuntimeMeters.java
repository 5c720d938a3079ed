package com.convert.sdk.micrometer;

import com.convert.sdk.BreakerState;
import com.convert.sdk.CoreMetrics;

/** Decisions, the data store and listeners. */
final class RuntimeMeters {
    private RuntimeMeters() {}

    static void register(Meters meters) {
        meters.counter("convert.decisions", "Decisions, hits and misses", CoreMetrics::getDecisions);
        meters.counter("convert.store.errors", "Store calls that failed", CoreMetrics::getStoreErrors);
        meters.counter(
                "convert.store.skipped",
                "Store calls not made because the store is left alone after failures",
                CoreMetrics::getStoreCallsSkipped);
        meters.oneOf(
                "convert.store.breaker",
                "1 for the state of the circuit breaker in front of the data store, 0 for the others",
                "state",
                BreakerState.values(),
                observed -> observed.metrics().getStoreBreaker());
        meters.counter(
                "convert.listener.missed",
                "Lifecycle events that slow listeners missed",
                CoreMetrics::getListenerEventsMissed);
        meters.counter("convert.listener.errors", "Exceptions that listeners threw", CoreMetrics::getListenerErrors);
        meters.counter(
                "convert.variables.defaults",
                "Readings of feature variables that gave the caller's default",
                CoreMetrics::getVariableDefaults);
    }
}
