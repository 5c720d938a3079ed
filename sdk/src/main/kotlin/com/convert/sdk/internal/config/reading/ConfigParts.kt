package com.convert.sdk.internal.config.reading

import com.convert.sdk.ConfigEntity
import com.convert.sdk.EntityType
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.collections.EntityIndex
import com.convert.sdk.internal.evaluation.AudiencePlan
import com.convert.sdk.internal.evaluation.GoalPlan
import com.convert.sdk.internal.evaluation.LocationPlan
import com.convert.sdk.internal.evaluation.SegmentPlan
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** The entities of a configuration, read one by one; what refers to others is not resolved yet. */
internal class ConfigParts {
    val audiences: EntityList<AudiencePlan> = EntityList(EntityType.AUDIENCE, EntityReader::audience)
    val locations: EntityList<LocationPlan> = EntityList(EntityType.LOCATION, EntityReader::location)
    val segments: EntityList<SegmentPlan> = EntityList(EntityType.SEGMENT, EntityReader::segment)
    val features: EntityList<EntityFields> = EntityList(EntityType.FEATURE) { it }

    /** Without a key, nothing can ask for an experience: it is not looked into. */
    val experiences: EntityList<ExperienceFields?> =
        EntityList(EntityType.EXPERIENCE) { if (it.entity.key == null) null else EntityReader.experience(it) }

    val goals: EntityList<GoalPlan> = EntityList(EntityType.GOAL, EntityReader::goal)

    /** In the order in which a whole configuration is read. */
    val all: List<EntityList<*>> = listOf(experiences, features, goals, audiences, segments, locations)

    fun named(name: String): EntityList<*>? = all.firstOrNull { it.type.wireName == name }

    companion object {
        /** Those of the configuration [root], which is JSON throughout. */
        fun of(root: JsonObject): ConfigParts = ConfigParts().apply {
            for (list in all) list(root, list.type.wireName, null).forEach(list::add)
        }
    }
}

/** The entities of one [type] so far, and what [read] makes of each. */
internal class EntityList<T>(val type: EntityType, private val read: (EntityFields) -> T) {
    private val made = ArrayList<T>()

    var index: EntityIndex<ConfigEntity> = EntityIndex()
        private set

    val parts: List<T> get() = made

    /** Those with one of [ids], in configuration order. */
    fun withIds(ids: List<String>): List<T> = if (made.isEmpty()) emptyList() else index.places(ids).map(made::get)

    fun add(json: JsonElement) {
        val path = ItemPath(null, type.wireName, made.size)
        if (json !is JsonObject) throw InvalidConfigException("$path", "an object")
        val fields = EntityReader.entity(type, json, path)
        index.add(fields.entity, fields.entity.id, fields.entity.key)
        made.add(read(fields))
    }

    fun clear() {
        index = EntityIndex()
        made.clear()
    }
}
