package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import com.convert.sdk.internal.interop.JavaTime;
import java.time.Duration;

/** How the configuration is refreshed in the background. Only with an SDK key; ignored with direct data. Immutable. */
public final class RefreshConfig {
    private final com.convert.sdk.RefreshConfig core;

    RefreshConfig(com.convert.sdk.RefreshConfig core) {
        this.core = core;
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder(new com.convert.sdk.RefreshConfig.Builder());
    }

    /** {@return a builder that starts from these settings} */
    public Builder toBuilder() {
        return new Builder(core.newBuilder());
    }

    /** {@return time between two refreshes} */
    public Duration getInterval() {
        return JavaTime.interval(core);
    }

    /** {@return longest random time on top} */
    public Duration getJitter() {
        return JavaTime.jitter(core);
    }

    /** {@return what the interval is multiplied with after each failure in a row} */
    public double getBackoffFactor() {
        return core.getBackoffFactor();
    }

    /** {@return longest time between two refreshes} */
    public Duration getBackoffMax() {
        return JavaTime.backoffMax(core);
    }

    com.convert.sdk.RefreshConfig core() {
        return core;
    }

    @Override
    public String toString() {
        return core.toString();
    }

    /** Collects settings; {@link #build()} checks them. */
    public static final class Builder {
        private final com.convert.sdk.RefreshConfig.Builder core;

        private Builder(com.convert.sdk.RefreshConfig.Builder core) {
            this.core = core;
        }

        /**
         * Time between two refreshes. Default 5 minutes.
         *
         * @param interval more than zero
         * @return this builder
         */
        public Builder interval(Duration interval) {
            JavaTime.interval(core, notNull(interval, "interval"));
            return this;
        }

        /**
         * Up to this much, at random, is added to each wait, so that many processes do not ask at once. Default 30 s.
         *
         * @param jitter from zero to the interval
         * @return this builder
         */
        public Builder jitter(Duration jitter) {
            JavaTime.jitter(core, notNull(jitter, "jitter"));
            return this;
        }

        /**
         * The wait grows by this factor with each failure in a row. Default 2.
         *
         * @param backoffFactor at least 1
         * @return this builder
         */
        public Builder backoffFactor(double backoffFactor) {
            core.setBackoffFactor(backoffFactor);
            return this;
        }

        /**
         * The longest wait after failures. Default 10 minutes.
         *
         * @param backoffMax at least the interval
         * @return this builder
         */
        public Builder backoffMax(Duration backoffMax) {
            JavaTime.backoffMax(core, notNull(backoffMax, "backoffMax"));
            return this;
        }

        /**
         * Checks the settings.
         *
         * @return the settings
         * @throws com.convert.sdk.error.InvalidConfigException when one is out of its bounds
         */
        public RefreshConfig build() {
            return new RefreshConfig(core.build());
        }
    }
}
