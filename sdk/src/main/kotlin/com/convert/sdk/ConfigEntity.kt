package com.convert.sdk

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/**
 * An entity of the project's configuration.
 *
 * @property type what it is.
 * @property id its id.
 * @property key its key, as in the dashboard; `null` when it has none.
 * @property raw read-only view of its JSON, fields unknown to this SDK included: text, numbers (`Long` for integer
 * literals, `Double` otherwise), booleans, `null`, lists and maps.
 */
@NullMarked
@ConsistentCopyVisibility
public data class ConfigEntity internal constructor(
    public val type: EntityType,
    public val id: String,
    public val key: @Nullable String?,
    public val raw: Map<String, @Nullable Any?>,
) {
    override fun toString(): String = "ConfigEntity(type=$type, id=$id, key=$key)"
}

/**
 * The kinds of entities that a configuration has.
 *
 * @property wireName the name of their list in the configuration.
 */
@NullMarked
public enum class EntityType(public val wireName: String) {
    /** An A/B test or a rollout. */
    EXPERIENCE("experiences"),

    /** A feature with variables. */
    FEATURE("features"),

    /** What a conversion is counted for. */
    GOAL("goals"),

    /** Who qualifies for an experience. */
    AUDIENCE("audiences"),

    /** A named group of visitors. */
    SEGMENT("segments"),

    /** Where an experience is active. */
    LOCATION("locations"),
    ;

    override fun toString(): String = wireName

    public companion object {
        /** The type whose list is called [name], in the plural (`goals`) or singular (`goal`); `null` if none is. */
        @JvmStatic
        public fun of(name: String): @Nullable EntityType? =
            entries.firstOrNull { it.wireName == name || it.name.equals(name, ignoreCase = true) }
    }
}
