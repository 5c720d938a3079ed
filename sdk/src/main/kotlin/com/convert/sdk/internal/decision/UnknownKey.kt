package com.convert.sdk.internal.decision

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType
import com.convert.sdk.internal.text.nearest
import com.convert.sdk.internal.text.shown

/** That [snapshot] has no entity of [type] with [key], and what may have been meant. */
internal fun unknownKey(type: EntityType, key: String, snapshot: ConfigSnapshot): String {
    val kind = type.name.lowercase()
    val byId = snapshot.entityById(type, key)
    val known = snapshot.entities(type).mapNotNull { it.key }
    val shown = key.shown()
    return when {
        byId != null -> "'$shown' is the id of ${withArticle(kind)}; its key is '${byId.key}'"
        known.isEmpty() -> "no $kind has the key '$shown': the configuration has no ${type.wireName}"
        else -> "no $kind has the key '$shown'" + nearest(key, known)?.let { "; did you mean '$it'?" }.orEmpty()
    }
}

private fun withArticle(kind: String) = if (kind.first() in "aeiou") "an $kind" else "a $kind"
