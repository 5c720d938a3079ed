package com.convert.sdk.internal.config

import com.convert.sdk.ConfigEntity
import java.util.Collections

/** The entities of one type, findable by key and by id; where two share one, the first is found. */
internal class EntityIndex(entities: List<ConfigEntity>) {
    val entities: List<ConfigEntity> = Collections.unmodifiableList(entities)
    private val keys = HashMap<String, ConfigEntity>(entities.size * 2)
    private val ids = HashMap<String, ConfigEntity>(entities.size * 2)

    init {
        for (entity in entities) {
            entity.key?.let { keys.putIfAbsent(it, entity) }
            ids.putIfAbsent(entity.id, entity)
        }
    }

    fun byKey(key: String): ConfigEntity? = keys[key]

    fun byId(id: String): ConfigEntity? = ids[id]
}
