package com.convert.sdk.openfeature;

import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.Reason;
import org.jspecify.annotations.Nullable;

/** Where a value came from. */
record Origin(
        Flag.@Nullable OfExperience experience,
        @Nullable String variationKey,
        @Nullable String featureId) {
    Reason reason() {
        return experience == null || experience.isSplit() ? Reason.SPLIT : Reason.TARGETING_MATCH;
    }

    ImmutableMetadata metadata() {
        var metadata = ImmutableMetadata.builder();
        if (featureId != null) metadata.addString("featureId", featureId);
        if (experience == null) return metadata.build();
        metadata.addString("experienceId", experience.id()).addString("experienceKey", experience.key());
        var variationId =
                variationKey == null ? null : experience.variationIds().get(variationKey);
        if (variationId != null) metadata.addString("variationId", variationId);
        return metadata.build();
    }
}
