package com.convert.sdk.openfeature;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a flag key may stand for. */
sealed interface Flag {
    /**
     * A feature.
     *
     * @param variables declared types by the names of its variables; empty text where none is declared
     */
    record OfFeature(String id, String key, Map<String, String> variables) implements Flag {
        /** The one variable of a feature that has just one. */
        @Nullable
        OfVariable onlyVariable() {
            if (variables.size() != 1) return null;
            return new OfVariable(this, variables.keySet().iterator().next());
        }
    }

    /** A variable of a feature. */
    record OfVariable(OfFeature feature, String name) implements Flag {
        String declaredType() {
            return feature.variables().getOrDefault(name, "");
        }
    }

    /**
     * An experience.
     *
     * @param isSplit whether the hash, and not rules alone, decides what a visitor gets
     * @param variationIds ids by keys
     */
    record OfExperience(String id, String key, boolean isSplit, Map<String, String> variationIds) implements Flag {}
}
