package com.convert.sdk.openfeature;

import java.util.Map;

/** What a flag key may stand for. */
sealed interface Flag {
    /**
     * A feature.
     *
     * @param variables declared types by the names of its variables; empty text where none is declared
     */
    record OfFeature(String id, String key, Map<String, String> variables) implements Flag {}

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
