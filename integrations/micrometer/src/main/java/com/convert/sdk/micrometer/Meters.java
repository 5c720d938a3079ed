package com.convert.sdk.micrometer;

import com.convert.sdk.CoreMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Registers meters that read an instance, and makes them keep it: a registry's own reference is a weak one. */
record Meters(MeterRegistry registry, Observed observed, Tags tags) {
    void counter(String name, String description, Tags more, ToLongFunction<CoreMetrics> read) {
        // The function is kept, and with it what it reads.
        FunctionCounter.builder(name, observed, weak -> read.applyAsLong(observed.metrics()))
                .tags(tags.and(more))
                .description(description)
                .register(registry);
    }

    void counter(String name, String description, ToLongFunction<CoreMetrics> read) {
        counter(name, description, Tags.empty(), read);
    }

    void gauge(String name, @Nullable String unit, String description, Tags more, ToDoubleFunction<Observed> read) {
        Gauge.builder(name, observed, read)
                .strongReference(true)
                .tags(tags.and(more))
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    /** 1 for the constant that is read, 0 for the others. */
    <E extends Enum<E>> void oneOf(
            String name, String description, String tag, E[] all, Function<Observed, @Nullable E> read) {
        for (var each : all) {
            var tagged = Tags.of(tag, each.name().toLowerCase(Locale.ROOT));
            gauge(name, null, description, tagged, observed -> read.apply(observed) == each ? 1 : 0);
        }
    }

    <T> void age(String name, String description, T source, TimeUnit unit, ToDoubleFunction<T> read) {
        TimeGauge.builder(name, source, unit, read)
                .strongReference(true)
                .tags(tags)
                .description(description)
                .register(registry);
    }
}
