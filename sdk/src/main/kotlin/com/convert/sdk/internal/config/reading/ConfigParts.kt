package com.convert.sdk.internal.config.reading

import com.convert.sdk.ConfigEntity
import com.convert.sdk.EntityType
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.collections.EntityIndex
import com.convert.sdk.internal.evaluation.AudiencePlan
import com.convert.sdk.internal.evaluation.GoalPlan
import com.convert.sdk.internal.evaluation.LocationPlan
import com.convert.sdk.internal.evaluation.SegmentPlan

/** The entities of a configuration, read one by one; what refers to others is not resolved yet. */
internal class ConfigParts {
    val audiences: EntityList<AudiencePlan> = EntityList(EntityType.AUDIENCE, EntityReader::audience)
    val locations: EntityList<LocationPlan> = EntityList(EntityType.LOCATION, EntityReader::location)
    val segments: EntityList<SegmentPlan> = EntityList(EntityType.SEGMENT, EntityReader::segment)
    val features: EntityList<FeatureFields> = EntityList(EntityType.FEATURE, EntityReader::feature)

    /** Without a key, nothing can ask for an experience: it is not looked into. */
    val experiences: EntityList<ExperienceFields?> =
        EntityList(EntityType.EXPERIENCE) { if (it.entity.key == null) null else EntityReader.experience(it) }

    val goals: EntityList<GoalPlan> = EntityList(EntityType.GOAL, EntityReader::goal)

    /** In the order in which a whole configuration is read. */
    val all: List<EntityList<*>> = listOf(experiences, features, goals, audiences, segments, locations)

    fun named(name: String): EntityList<*>? = all.firstOrNull { it.type.wireName == name }

    /** Fails with the first `InvalidConfigException`, in that order. */
    fun requireSound() = all.forEach { list -> list.failure?.let { throw it } }
}

/** The entities of one [type] so far, and what [read] makes of each. */
internal class EntityList<T>(val type: EntityType, private val read: (EntityFields) -> T) {
    private val made = ArrayList<T>()

    var index: EntityIndex<ConfigEntity> = newIndex()
        private set

    /** What is wrong with the first that cannot be read; those behind it are not looked into. */
    var failure: InvalidConfigException? = null
        private set

    val parts: List<T> get() = made

    /** Those with one of [ids], in configuration order. */
    fun withIds(ids: List<String>): List<T> {
        val places = index.places(ids)
        return if (places.size == 1) listOf(made[places[0]]) else places.map(made::get)
    }

    fun add(json: JsonNode) {
        if (failure != null) return
        try {
            addSound(json)
        } catch (e: InvalidConfigException) {
            failure = e
        }
    }

    private fun addSound(json: JsonNode) {
        val path = ItemPath(null, type.wireName, made.size)
        if (!json.isObject) throw InvalidConfigException("$path", "an object")
        val fields = EntityReader.entity(type, json, path)
        index.add(fields.entity, fields.entity.id, fields.entity.key)
        made.add(read(fields))
    }

    /** Takes what stands in the place of the list; `null` is an empty one. */
    fun addNone(json: JsonNode) {
        if (!json.isNull) failure = InvalidConfigException("$.${type.wireName}", "a list")
    }

    /** Of two members of one name, the last one counts. */
    fun clear() {
        index = newIndex()
        made.clear()
        failure = null
    }

    private fun newIndex() = EntityIndex<ConfigEntity>({ it.id }, { it.key })
}
