package com.convert.sdk

import com.convert.sdk.internal.collections.EntityIndex
import com.convert.sdk.internal.evaluation.EvaluationPlan
import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/**
 * One state of a project's configuration: checked, immutable, and compiled for decisions. Any thread may read it.
 *
 * @property accountId id of the account.
 * @property projectId id of the project.
 */
@NullMarked
public class ConfigSnapshot private constructor(
    raw: Map<String, Any?>,
    public val accountId: String,
    public val projectId: String,
    private val index: Map<EntityType, EntityIndex<ConfigEntity>>,
    @get:JvmSynthetic internal val plan: EvaluationPlan,
) {
    /** The whole configuration as a read-only view, fields unknown to this SDK included. */
    public val raw: Map<String, @Nullable Any?> = raw

    /** All experiences, in configuration order. */
    public val experiences: List<ConfigEntity> get() = entities(EntityType.EXPERIENCE)

    /** All features, in configuration order. */
    public val features: List<ConfigEntity> get() = entities(EntityType.FEATURE)

    /** All goals, in configuration order. */
    public val goals: List<ConfigEntity> get() = entities(EntityType.GOAL)

    /** All audiences, in configuration order. */
    public val audiences: List<ConfigEntity> get() = entities(EntityType.AUDIENCE)

    /** All segments, in configuration order. */
    public val segments: List<ConfigEntity> get() = entities(EntityType.SEGMENT)

    /** All locations, in configuration order. */
    public val locations: List<ConfigEntity> get() = entities(EntityType.LOCATION)

    /** All entities of [type], in configuration order. */
    public fun entities(type: EntityType): List<ConfigEntity> = index.getValue(type).entities

    /** The first entity of [type] with [key], or `null`. Takes the same time whatever the size of the list. */
    public fun entityByKey(type: EntityType, key: String): @Nullable ConfigEntity? = index.getValue(type).byKey(key)

    /** The first entity of [type] with [id], or `null`. Takes the same time whatever the size of the list. */
    public fun entityById(type: EntityType, id: String): @Nullable ConfigEntity? = index.getValue(type).byId(id)

    override fun toString(): String = "ConfigSnapshot(accountId=$accountId, projectId=$projectId, " +
        EntityType.entries.joinToString { "${it.wireName}=${entities(it).size}" } + ")"

    internal companion object {
        /** Stands for the configuration while there is none: nothing is in it. */
        val NONE: ConfigSnapshot by lazy(LazyThreadSafetyMode.PUBLICATION) {
            val index = EntityType.entries.associateWith { EntityIndex<ConfigEntity>({ it.id }, { it.key }) }
            ConfigSnapshot(emptyMap(), accountId = "", projectId = "", index, EvaluationPlan.EMPTY)
        }

        fun of(
            raw: Map<String, Any?>,
            accountId: String,
            projectId: String,
            index: Map<EntityType, EntityIndex<ConfigEntity>>,
            plan: EvaluationPlan,
        ) = ConfigSnapshot(raw, accountId, projectId, index, plan)
    }
}
