package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a single decision is to see and do, beside the context's own state. Nothing in it is remembered. Immutable.
 *
 * <pre>{@code
 * context.runExperience("checkout", EvaluationOptions.builder().attributes(Map.of("plan", "gold")).build());
 * }</pre>
 */
public final class EvaluationOptions {
    private final com.convert.sdk.EvaluationOptions core;

    EvaluationOptions(com.convert.sdk.EvaluationOptions core) {
        this.core = core;
    }

    /** {@return a builder of options: no overlay, tracking and storage on} */
    public static Builder builder() {
        return new Builder(com.convert.sdk.EvaluationOptions.DEFAULT.newBuilder());
    }

    /** {@return a builder that starts from these options} */
    public Builder toBuilder() {
        return new Builder(core.newBuilder());
    }

    /** {@return attributes laid over the visitor's; read-only} */
    public Map<String, @Nullable Object> getAttributes() {
        return core.getAttributes();
    }

    /** {@return location attributes laid over the context's; read-only} */
    public Map<String, @Nullable Object> getLocation() {
        return core.getLocation();
    }

    /** {@return whether the exposure is reported} */
    public boolean getEnableTracking() {
        return core.getEnableTracking();
    }

    /** {@return whether a new decision is stored} */
    public boolean getEnableStorage() {
        return core.getEnableStorage();
    }

    com.convert.sdk.EvaluationOptions core() {
        return core;
    }

    /** {@return the names of the attributes, not their values, and the switches} */
    @Override
    public String toString() {
        return core.toString();
    }

    /** Collects options. */
    public static final class Builder {
        private final com.convert.sdk.EvaluationOptions.Builder core;

        private Builder(com.convert.sdk.EvaluationOptions.Builder core) {
            this.core = core;
        }

        /**
         * Attributes to lay over the visitor's for this call, key by key. Default none.
         *
         * @param attributes copied by {@link #build()}
         * @return this builder
         */
        public Builder attributes(Map<String, ? extends @Nullable Object> attributes) {
            core.setAttributes(notNull(attributes, "attributes"));
            return this;
        }

        /**
         * Location attributes to lay over the context's for this call, key by key. Default none.
         *
         * @param location copied by {@link #build()}
         * @return this builder
         */
        public Builder location(Map<String, ? extends @Nullable Object> location) {
            core.setLocation(notNull(location, "location"));
            return this;
        }

        /**
         * Whether the visitor's exposure is reported, once per visitor and experience. Default true.
         *
         * @param enableTracking false for a decision that is not shown
         * @return this builder
         */
        public Builder enableTracking(boolean enableTracking) {
            core.setEnableTracking(enableTracking);
            return this;
        }

        /**
         * Whether a new decision is stored, so that the visitor keeps it. Default true.
         *
         * @param enableStorage false for a decision that is made anew each time
         * @return this builder
         */
        public Builder enableStorage(boolean enableStorage) {
            core.setEnableStorage(enableStorage);
            return this;
        }

        /** {@return the options} */
        public EvaluationOptions build() {
            return new EvaluationOptions(core.build());
        }
    }
}
