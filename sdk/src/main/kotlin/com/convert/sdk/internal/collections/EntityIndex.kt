package com.convert.sdk.internal.collections

import com.convert.sdk.ConfigEntity
import java.util.Collections

/** The entities of one type, findable by key and by id; where two share one, the first is found. */
internal class EntityIndex {
    private val list = ArrayList<ConfigEntity>()
    private val keys = HashMap<String, ConfigEntity>()
    private val places = HashMap<String, List<Int>>()

    val entities: List<ConfigEntity> = Collections.unmodifiableList(list)

    fun byKey(key: String): ConfigEntity? = keys[key]

    fun byId(id: String): ConfigEntity? = places[id]?.let { list[it[0]] }

    /** The places in [entities] of those with one of [ids], first to last. */
    fun places(ids: List<String>): List<Int> = when (ids.size) {
        0 -> emptyList()
        1 -> places[ids[0]].orEmpty()
        else -> ids.distinct().flatMap { places[it].orEmpty() }.sorted()
    }

    fun add(entity: ConfigEntity) {
        entity.key?.let { keys.putIfAbsent(it, entity) }
        val place = list.size
        val twins = places.putIfAbsent(entity.id, Collections.singletonList(place))
        if (twins != null) places[entity.id] = (twins as? ArrayList ?: ArrayList(twins)).apply { add(place) }
        list.add(entity)
    }
}
