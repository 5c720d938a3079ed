package com.convert.sdk.result

/**
 * The variation of an experience that a visitor gets.
 *
 * @property experienceKey key of the experience, as in the dashboard.
 * @property experienceId id of the experience.
 * @property variationId id of the variation.
 * @property variationKey key of the variation; `null` when its configuration has none.
 * @property variation read-only view of the variation's raw configuration: text, numbers (`Long` for integer literals,
 * `Double` otherwise), booleans, `null`, lists and maps.
 */
@ConsistentCopyVisibility
public data class ExperienceResult internal constructor(
    public val experienceKey: String,
    public val experienceId: String,
    public val variationId: String,
    public val variationKey: String?,
    public val variation: Map<String, Any?>,
)
