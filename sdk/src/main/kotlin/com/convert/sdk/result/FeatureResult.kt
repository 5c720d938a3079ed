package com.convert.sdk.result

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/**
 * Whether a feature is on.
 *
 * @property wireName the status's name in every Convert SDK.
 */
@NullMarked
public enum class FeatureStatus(public val wireName: String) {
    /** A variation that the visitor gets carries the feature. */
    ENABLED("enabled"),

    /** The feature is known but not served; results never have it, for callers who model it themselves. */
    DISABLED("disabled"),
    ;

    override fun toString(): String = wireName
}

/**
 * A feature that a visitor gets, with its variables.
 *
 * @property featureKey key of the feature, as in the dashboard.
 * @property featureId id of the feature.
 * @property status always [FeatureStatus.ENABLED] in a result.
 * @property variables typed and read-only.
 * @property experienceKey key of the experience that serves it; `null` when its configuration has none.
 * @property variationKey key of the variation that carries it; `null` when its configuration has none.
 * @property experienceName name of the experience that serves it; `null` when its configuration has none.
 */
@NullMarked
@ConsistentCopyVisibility
public data class FeatureResult internal constructor(
    public val featureKey: String,
    public val featureId: String,
    public val status: FeatureStatus,
    public val variables: FeatureVariables,
    public val experienceKey: @Nullable String?,
    public val variationKey: @Nullable String?,
    public val experienceName: @Nullable String?,
)
