package com.convert.sdk.openfeature;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A feature that a variation carries, with the values of its variables. */
record Carried(@Nullable String featureId, Map<?, ?> variables) {
    /** All that the variations of an experience carry. */
    static Stream<Carried> by(Map<?, ?> experience) {
        return Raw.maps(experience, "variations")
                .flatMap(variation -> Raw.maps(variation, "changes"))
                .map(change -> Raw.map(change, "data"))
                .map(data -> new Carried(Raw.text(data, "feature_id"), Raw.map(data, "variables_data")));
    }
}
