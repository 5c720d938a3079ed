package com.convert.sdk.test.internal

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The keys of the variations of the experience with [experienceKey]. */
internal fun ProjectJson.variationKeys(experienceKey: String): List<String> =
    find("experiences", "experience", experienceKey).objects("variations").mapNotNull { it.name() }

/** Lets everybody into the experience, and gives all of its traffic to one variation. */
internal fun ProjectJson.forceVariation(experienceKey: String, variationKey: String): ProjectJson {
    val experience = find("experiences", "experience", experienceKey)
    requireKnown("variation of \"$experienceKey\"", variationKey, variationKeys(experienceKey))
    val open = replace("experiences", experience) { JsonObject(it - GATES + ("variations" to only(it, variationKey))) }
    val archived = (tree["archived_experiences"] as? JsonArray) ?: return open
    val kept = archived.filterNot { (it as? JsonPrimitive)?.content == experience.id() }
    return open.with("archived_experiences", JsonArray(kept))
}

/**
 * Lets a visitor who has a decision already pass the audiences, and changes nothing for others: an audience of type
 * `permanent` is asked of newcomers alone.
 */
internal fun ProjectJson.keepDecided(experienceKey: String): ProjectJson {
    val experience = find("experiences", "experience", experienceKey)
    val ids = (experience["audiences"] as? JsonArray).orEmpty().mapNotNull { (it as? JsonPrimitive)?.content }
    return ids.fold(this) { project, id -> project.keepDecided(experienceKey, id) }
}

private fun ProjectJson.keepDecided(experienceKey: String, audienceId: String): ProjectJson {
    val audience = list("audiences").firstOrNull { it.id() == audienceId } ?: return this
    if (audience.text("type") == PERMANENT) return this
    val id = freeId()
    val copy = audience + json("id" to id, "key" to "convert-test-$id", "type" to PERMANENT)
    val experience = find("experiences", "experience", experienceKey)
    val asked = (experience["audiences"] as JsonArray)
        .map { if ((it as? JsonPrimitive)?.content == audienceId) JsonPrimitive(id) else it }
    return append("audiences", JsonObject(copy))
        .replace("experiences", experience) { JsonObject(it + ("audiences" to JsonArray(asked))) }
}

private fun only(experience: JsonObject, variationKey: String) = JsonArray(
    experience.objects("variations").map { variation ->
        val share = if (variation.name() == variationKey) ALL else 0
        JsonObject(variation - "status" + ("traffic_allocation" to JsonPrimitive(share)))
    },
)

internal const val PERMANENT = "permanent"
internal const val ALL = 100

/** What may keep a visitor out of an experience. */
private val GATES = setOf("environment", "locations", "site_area", "audiences")
