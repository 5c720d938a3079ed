package com.convert.sdk.internal.collections

import java.util.Collections

/** Entities in the order they were added, findable by key and by id; where two share one, the first is found. */
internal class EntityIndex<E> {
    private val list = ArrayList<E>()
    private val keys = HashMap<String, E>()
    private val places = HashMap<String, List<Int>>()

    val entities: List<E> = Collections.unmodifiableList(list)

    fun byKey(key: String): E? = keys[key]

    fun byId(id: String): E? = places[id]?.let { list[it[0]] }

    /** The places in [entities] of those with one of [ids], first to last. */
    fun places(ids: List<String>): List<Int> = when (ids.size) {
        0 -> emptyList()
        1 -> places[ids[0]].orEmpty()
        else -> ids.distinct().flatMap { places[it].orEmpty() }.sorted()
    }

    fun add(entity: E, id: String, key: String?) {
        if (key != null) keys.putIfAbsent(key, entity)
        val place = list.size
        val twins = places.putIfAbsent(id, Collections.singletonList(place))
        if (twins != null) places[id] = (twins as? ArrayList ?: ArrayList(twins)).apply { add(place) }
        list.add(entity)
    }
}
