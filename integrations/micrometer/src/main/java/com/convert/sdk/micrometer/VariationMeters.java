package com.convert.sdk.micrometer;

import com.convert.sdk.event.LifecycleEvent.Bucketing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts decisions by experience and variation, and all beyond a limit as one. Called by one thread at a time. */
final class VariationMeters implements Consumer<Bucketing> {
    private static final Pair OTHER = new Pair("other", "other");

    private final MeterRegistry registry;
    private final Tags tags;
    private final int max;
    private final Map<Pair, Counter> counters = new HashMap<>();

    VariationMeters(MeterRegistry registry, Tags tags, int max) {
        this.registry = registry;
        this.tags = tags;
        this.max = max;
    }

    @Override
    public synchronized void accept(Bucketing decision) {
        var key = decision.getVariationKey();
        var pair = new Pair(decision.getExperienceKey(), key == null ? decision.getVariationId() : key);
        var counter = counters.get(pair);
        if (counter == null) {
            var named = counters.size() < max ? pair : OTHER;
            counter = counter(named);
            if (named != OTHER) counters.put(pair, counter);
        }
        counter.increment();
    }

    private Counter counter(Pair pair) {
        return Counter.builder("convert.variations")
                .tags(tags.and("experience", pair.experience, "variation", pair.variation))
                .description("Decisions by variation, with tracking on")
                .register(registry);
    }

    private record Pair(String experience, String variation) {}
}
