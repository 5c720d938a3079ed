package com.convert.sdk.micrometer;

import com.convert.sdk.ConfigSource;
import com.convert.sdk.CoreMetrics;
import com.convert.sdk.CoreState;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Where the configuration comes from, and how it is kept fresh. */
final class ConfigMeters {
    private ConfigMeters() {}

    static void register(Meters meters, Clock clock) {
        refreshes(meters, "success", CoreMetrics::getRefreshes);
        refreshes(meters, "failure", CoreMetrics::getRefreshFailures);
        meters.oneOf(
                "convert.config.ready",
                "1 for the source that the configuration in use came from, 0 for others and without one",
                "source",
                ConfigSource.values(),
                observed -> observed.state() instanceof CoreState.Ready ready ? ready.getSource() : null);
        meters.age(
                "convert.config.age",
                "Time since the configuration was last fetched, changed or not",
                new ConfigAge(meters.observed(), clock),
                TimeUnit.NANOSECONDS,
                ConfigAge::nanos);
    }

    private static void refreshes(Meters meters, String outcome, ToLongFunction<CoreMetrics> read) {
        meters.counter("convert.config.refreshes", "Fetches of the configuration", Tags.of("outcome", outcome), read);
    }
}
