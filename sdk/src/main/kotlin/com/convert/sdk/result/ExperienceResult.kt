package com.convert.sdk.result

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/**
 * The variation of an experience that a visitor gets.
 *
 * @property experienceKey key of the experience, as in the dashboard.
 * @property experienceId id of the experience.
 * @property variationId id of the variation.
 * @property variationKey key of the variation; `null` when its configuration has none.
 * @property variation read-only view of the variation's raw configuration: text, numbers (`Long` for integer literals,
 * `Double` otherwise), booleans, `null`, lists and maps.
 * @property experienceName name of the experience, as in the dashboard; `null` when its configuration has none.
 */
@NullMarked
@ConsistentCopyVisibility
public data class ExperienceResult internal constructor(
    public val experienceKey: String,
    public val experienceId: String,
    public val variationId: String,
    public val variationKey: @Nullable String?,
    public val variation: Map<String, @Nullable Any?>,
    public val experienceName: @Nullable String?,
)
