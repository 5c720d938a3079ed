package com.convert.sdk.micrometer;

import com.convert.sdk.Core;
import com.convert.sdk.event.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an instance of the SDK does, as meters; the README of this module lists them.
 *
 * <pre>{@code
 * ConvertMetrics.builder(core).tag("project", "shop").build().bindTo(registry);
 * }</pre>
 *
 * <p>No meter has a visitor, a key of the SDK or an attribute in it. The registry keeps what the meters read, so that
 * nothing else has to; an instance that is closed goes on showing its last numbers. May be bound to any number of
 * registries. For any number of threads.
 */
public final class ConvertMetrics implements MeterBinder, AutoCloseable {
    private final Observed observed;
    private final Tags tags;
    private final int maxVariations;
    private final Map<MeterRegistry, Subscription> subscriptions = new ConcurrentHashMap<>();

    private ConvertMetrics(Builder builder) {
        this.observed = builder.observed;
        this.tags = builder.tags;
        this.maxVariations = builder.maxVariations;
    }

    /**
     * Begins the meters of an instance.
     *
     * @param core the instance
     * @return a builder
     */
    public static Builder builder(Core core) {
        return new Builder(Observed.of(core));
    }

    /**
     * Begins the meters of an instance of the Java face.
     *
     * @param core the instance
     * @return a builder
     */
    public static Builder builder(com.convert.sdk.java.Core core) {
        return new Builder(Observed.of(core));
    }

    /**
     * Registers the meters. Binding twice to one registry changes nothing.
     *
     * @param registry where to
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        var meters = new Meters(registry, observed, tags);
        EventMeters.register(meters);
        ConfigMeters.register(meters, registry.config().clock());
        RuntimeMeters.register(meters);
        if (maxVariations > 0) {
            subscriptions.computeIfAbsent(
                    registry, key -> observed.onBucketing(new VariationMeters(registry, tags, maxVariations)));
        }
    }

    /** Ends the counting by variation; all other meters stay. May be called twice. */
    @Override
    public void close() {
        subscriptions.values().forEach(Subscription::close);
        subscriptions.clear();
    }

    /** Settings of {@link ConvertMetrics}. */
    public static final class Builder {
        private final Observed observed;
        private Tags tags = Tags.empty();
        private int maxVariations;

        private Builder(Observed observed) {
            this.observed = observed;
        }

        /**
         * Adds a tag to every meter, such as one that tells two instances apart.
         *
         * @param key the tag's key
         * @param value its value
         * @return this
         */
        public Builder tag(String key, String value) {
            tags = tags.and(key, value);
            return this;
        }

        /**
         * Adds tags to every meter.
         *
         * @param more the tags
         * @return this
         */
        public Builder tags(Iterable<? extends Tag> more) {
            tags = tags.and(more);
            return this;
        }

        /**
         * Counts decisions by experience and variation as well, those with tracking on. Off by default: each pair is a
         * time series.
         *
         * @param max pairs to tell apart; those that come later count as {@code other}. Events beyond what a listener
         *     keeps up with (a buffer of 256) are missed, and counted by {@code convert.listener.missed}.
         * @return this
         * @throws IllegalArgumentException unless it is in 1..10000
         */
        public Builder byVariation(int max) {
            if (max < 1 || max > 10_000) {
                throw new IllegalArgumentException("byVariation must be in 1..10000 pairs, was " + max);
            }
            maxVariations = max;
            return this;
        }

        /** {@return the meters, not registered anywhere yet} */
        public ConvertMetrics build() {
            return new ConvertMetrics(this);
        }
    }
}
