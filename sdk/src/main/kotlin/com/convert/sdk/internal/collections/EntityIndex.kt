package com.convert.sdk.internal.collections

import java.util.Collections

/** Entities in the order they were added, findable by key and by id; where two share one, the first is found. */
internal class EntityIndex<E>(idOf: (E) -> String, keyOf: (E) -> String?) {
    private val list = ArrayList<E>()
    private val ids = PlaceTable { idOf(list[it]) }
    private val keys = PlaceTable { keyOf(list[it]) }

    /** Of ids that several entities have, all places. */
    private val shared = HashMap<String, ArrayList<Int>>()

    val entities: List<E> = Collections.unmodifiableList(list)

    fun byKey(key: String): E? = list.getOrNull(keys[key])

    fun byId(id: String): E? = list.getOrNull(ids[id])

    /** The places in [entities] of those with one of [ids], first to last. */
    fun places(ids: List<String>): List<Int> = when (ids.size) {
        0 -> emptyList()
        1 -> places(ids[0])
        else -> ids.distinct().flatMap(::places).sorted()
    }

    fun add(entity: E, id: String, key: String?) {
        val place = list.size
        list.add(entity)
        if (key != null) keys.putIfAbsent(key, place)
        val first = ids.putIfAbsent(id, place)
        if (first != PlaceTable.NONE) shared.getOrPut(id) { arrayListOf(first) }.add(place)
    }

    private fun places(id: String): List<Int> {
        val first = ids[id]
        return if (first == PlaceTable.NONE) emptyList() else shared[id] ?: listOf(first)
    }
}
