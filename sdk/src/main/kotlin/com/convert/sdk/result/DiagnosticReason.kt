package com.convert.sdk.result

import org.jspecify.annotations.NullMarked

/**
 * Why a request did or did not resolve. A closed set, the same in every Convert SDK.
 *
 * @property wireName the reason's name in every Convert SDK.
 */
@NullMarked
public enum class DiagnosticReason(public val wireName: String) {
    /** It resolved. */
    RESOLVED("resolved"),

    /** The visitor does not qualify for the experience, or falls outside its traffic. */
    AUDIENCE_MISMATCH("audience_mismatch"),

    /** No experience has this key. */
    EXPERIENCE_NOT_FOUND("experience_not_found"),

    /** The feature exists, but no variation that the visitor gets carries it. */
    FEATURE_NOT_IN_SELECTED_VARIATIONS("feature_not_in_selected_variations"),

    /** No feature has this key. */
    FEATURE_NOT_FOUND("feature_not_found"),

    /** No goal has this key. */
    GOAL_NOT_FOUND("goal_not_found"),

    /** No entity of this type has this key. */
    ENTITY_NOT_FOUND("entity_not_found"),

    /** There is no project to look in: the context was made before there was a configuration. */
    PROJECT_MAPPING_REQUIRED("project_mapping_required"),
    ;

    override fun toString(): String = wireName
}
