package com.convert.sdk.batch.spark;

import com.convert.sdk.batch.Assigner;
import com.convert.sdk.result.ExperienceResult;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** One row's decisions, as Spark hands over what they depend on and takes them. */
final class Decisions {
    private Decisions() {}

    static @Nullable String one(
            Assigner assigner,
            @Nullable String experienceKey,
            @Nullable Object visitorId,
            @Nullable Object attributes,
            @Nullable Object location) {
        if (experienceKey == null || isMissing(visitorId)) {
            return null;
        }
        var served = assigner.variation(
                experienceKey, visitorId.toString(), PlainValues.map(attributes), PlainValues.map(location));
        return served == null ? null : name(served);
    }

    /** Each where {@code places} has its experience's key. */
    static @Nullable Row all(
            Assigner assigner,
            Map<String, Integer> places,
            @Nullable Object visitorId,
            @Nullable Object attributes,
            @Nullable Object location) {
        if (isMissing(visitorId)) {
            return null;
        }
        var served = assigner.variations(visitorId.toString(), PlainValues.map(attributes), PlainValues.map(location));
        var names = new Object[places.size()];
        for (var result : served) {
            names[places.get(result.getExperienceKey())] = name(result);
        }
        return RowFactory.create(names);
    }

    private static boolean isMissing(@Nullable Object visitorId) {
        return visitorId == null || visitorId.toString().isEmpty();
    }

    private static String name(ExperienceResult served) {
        var key = served.getVariationKey();
        return key == null ? served.getVariationId() : key;
    }
}
