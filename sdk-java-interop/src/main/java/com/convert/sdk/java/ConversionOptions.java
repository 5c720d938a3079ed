package com.convert.sdk.java;

import static com.convert.sdk.java.Given.notNull;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is reported with a conversion. Immutable.
 *
 * <pre>{@code
 * context.trackConversion("purchase", ConversionOptions.builder().revenue(49.99).build());
 * }</pre>
 */
public final class ConversionOptions {
    private final com.convert.sdk.ConversionOptions core;

    ConversionOptions(com.convert.sdk.ConversionOptions core) {
        this.core = core;
    }

    /** {@return a builder of options: no goal data, once per visitor and goal} */
    public static Builder builder() {
        return new Builder(com.convert.sdk.ConversionOptions.DEFAULT.newBuilder());
    }

    /** {@return a builder that starts from these options} */
    public Builder toBuilder() {
        return new Builder(core.newBuilder());
    }

    /** {@return the amount} */
    public Optional<Number> getRevenue() {
        return Optional.ofNullable(core.getRevenue());
    }

    /** {@return goal data; read-only} */
    public Map<String, @Nullable Object> getConversionData() {
        return core.getConversionData();
    }

    /** {@return whether goal data is sent again} */
    public boolean getForceMultiple() {
        return core.getForceMultiple();
    }

    /** {@return what the goal's rules are held against; empty when they are not asked} */
    public Optional<Map<String, @Nullable Object>> getRuleData() {
        return Optional.ofNullable(core.getRuleData());
    }

    com.convert.sdk.ConversionOptions core() {
        return core;
    }

    /** {@return the names of the goal data and of the rule data, not their values} */
    @Override
    public String toString() {
        return core.toString();
    }

    /** Collects options. Values are checked when the conversion is tracked. */
    public static final class Builder {
        private final com.convert.sdk.ConversionOptions.Builder core;

        private Builder(com.convert.sdk.ConversionOptions.Builder core) {
            this.core = core;
        }

        /**
         * The amount; wins over an {@code amount} in the conversion data. Default none.
         *
         * @param revenue in the project's currency; {@code null} for none
         * @return this builder
         */
        public Builder revenue(@Nullable Number revenue) {
            core.setRevenue(revenue);
            return this;
        }

        /**
         * Goal data: {@code amount}, {@code productsCount}, {@code transactionId} and {@code customDimension1} to
         * {@code customDimension5} are sent; other keys are not. Default none.
         *
         * @param conversionData text, numbers or booleans; copied by {@link #build()}
         * @return this builder
         */
        public Builder conversionData(Map<String, ? extends @Nullable Object> conversionData) {
            core.setConversionData(notNull(conversionData, "conversionData"));
            return this;
        }

        /**
         * Whether goal data is sent even when the visitor has the goal already. Default false.
         *
         * @param forceMultiple true for goals that count each time
         * @return this builder
         */
        public Builder forceMultiple(boolean forceMultiple) {
            core.setForceMultiple(forceMultiple);
            return this;
        }

        /**
         * What the goal's rules are held against. Default none: they are not asked. Given, also when it is empty, a
         * goal whose rules do not match, or that has none, is not tracked.
         *
         * @param ruleData copied by {@link #build()}; {@code null} for none
         * @return this builder
         */
        public Builder ruleData(@Nullable Map<String, ? extends @Nullable Object> ruleData) {
            core.setRuleData(ruleData);
            return this;
        }

        /** {@return the options} */
        public ConversionOptions build() {
            return new ConversionOptions(core.build());
        }
    }
}
