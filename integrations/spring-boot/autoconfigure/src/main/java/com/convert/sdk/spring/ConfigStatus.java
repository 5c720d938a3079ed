package com.convert.sdk.spring;

import com.convert.sdk.ConfigSource;
import com.convert.sdk.CoreState;
import com.convert.sdk.java.Core;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What health and the endpoint say of the configuration: no ids, no keys, no values. */
final class ConfigStatus {
    private final Core core;
    private long fetches;
    private long fetchedAt;

    ConfigStatus(Core core) {
        this.core = core;
        this.fetchedAt = System.nanoTime();
    }

    /** {@code UP}; {@code DOWN} only without a configuration. */
    String health() {
        return core.isReady() ? "UP" : "DOWN";
    }

    /** What health says beside it. */
    Map<String, Object> details() {
        var all = new LinkedHashMap<String, Object>();
        all.put("state", state());
        source().ifPresent(source -> all.put("source", source));
        age().ifPresent(age -> all.put("ageSeconds", age.toSeconds()));
        failure().ifPresent(failure -> all.put("failure", failure));
        return all;
    }

    /** Such as {@code ready}, {@code loading} or {@code failed}. */
    String state() {
        return lower(core.getState().getClass().getSimpleName());
    }

    /** What loading failed with, without the address. */
    private Optional<String> failure() {
        return core.getState() instanceof CoreState.Failed failed
                ? Optional.of(failed.getError().getClass().getSimpleName())
                : Optional.empty();
    }

    /** Such as {@code remote}, {@code cache} or {@code direct}. */
    Optional<String> source() {
        return configSource().map(source -> lower(source.name()));
    }

    /**
     * Since the last fetch that worked, exact to within the time between two questions; empty for a configuration that
     * was not fetched.
     */
    synchronized Optional<Duration> age() {
        var now = System.nanoTime();
        var fetches = core.getMetrics().getRefreshes();
        if (fetches != this.fetches) {
            this.fetches = fetches;
            fetchedAt = now;
        }
        return fetches == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds((now - fetchedAt) / 1_000_000_000));
    }

    private Optional<ConfigSource> configSource() {
        return core.getState() instanceof CoreState.Ready ready ? Optional.of(ready.getSource()) : Optional.empty();
    }

    private static String lower(@Nullable String name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT);
    }
}
