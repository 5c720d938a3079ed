package com.convert.sdk.test.internal

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Adds an experience, first of all, that carries the feature. Variables that are not given are as the first variation
 * that carries it has them.
 */
internal fun ProjectJson.carryFeature(experienceKey: String, featureKey: String, given: Map<String, Any>): ProjectJson {
    val variables = configuredVariables(featureKey) + variables(featureKey, given)
    val id = freeId().toLong()
    val variation = json(
        "id" to "${id + 1}",
        "key" to "on",
        "traffic_allocation" to ALL,
        "changes" to listOf(change(id + 2, featureId(featureKey), variables)),
    )
    return prepend(
        "experiences",
        json("id" to "$id", "key" to experienceKey, "version" to VERSION, "variations" to listOf(variation)),
    )
}

/** Lets nobody into the experience but who was in it before. */
internal fun ProjectJson.closeToNewcomers(experienceKey: String): ProjectJson {
    val id = freeId()
    val nobody = json("id" to id, "key" to "convert-test-$id", "type" to PERMANENT)
    return append("audiences", nobody).replace("experiences", find("experiences", "experience", experienceKey)) {
        JsonObject(it + json("audiences" to listOf(id)))
    }
}

/** Takes the feature out of every variation. */
internal fun ProjectJson.dropFeature(featureKey: String): ProjectJson {
    val id = featureId(featureKey)
    val experiences = list("experiences").map { experience ->
        experience.mapVariations { variation ->
            val kept = (variation["changes"] as? JsonArray).orEmpty().filterNot { carries(it as? JsonObject, id) }
            JsonObject(variation + ("changes" to JsonArray(kept)))
        }
    }
    return with("experiences", JsonArray(experiences))
}

/** The keys of the experiences with a variation that carries the feature. */
internal fun ProjectJson.carriers(featureKey: String): List<String> {
    val id = featureId(featureKey)
    return list("experiences").filter { it.objects("variations").any { variation -> variation.isCarrierOf(id) } }
        .mapNotNull { it.name() }
}

/**
 * The key of a variation of the experience that does not carry the feature, and a project that has it: one without
 * traffic is added where all carry it.
 */
internal fun ProjectJson.sparing(experienceKey: String, featureKey: String): Pair<ProjectJson, String> {
    val featureId = featureId(featureKey)
    val experience = find("experiences", "experience", experienceKey)
    val variations = experience.objects("variations")
    variations.firstOrNull { !it.isCarrierOf(featureId) }?.name()?.let { return this to it }
    val key = "without-$featureKey"
    val added = json("id" to freeId(), "key" to key, "traffic_allocation" to 0)
    val project = replace("experiences", experience) {
        JsonObject(it + ("variations" to JsonArray(variations + added)))
    }
    return project to key
}

private fun JsonObject.isCarrierOf(featureId: String): Boolean = objects("changes").any { carries(it, featureId) }

/** Lets one variation carry the feature. */
internal fun ProjectJson.addToVariation(
    experienceKey: String,
    variationKey: String,
    featureKey: String,
    given: Map<String, Any>,
): ProjectJson {
    val experience = find("experiences", "experience", experienceKey)
    requireKnown("variation of \"$experienceKey\"", variationKey, variationKeys(experienceKey))
    val added = change(freeId().toLong(), featureId(featureKey), variables(featureKey, given))
    return replace("experiences", experience) {
        it.mapVariations { variation ->
            if (variation.name() == variationKey) variation.withChange(added) else variation
        }
    }
}

private fun JsonObject.mapVariations(change: (JsonObject) -> JsonObject) =
    JsonObject(this + ("variations" to JsonArray(objects("variations").map(change))))

private fun JsonObject.withChange(change: JsonObject): JsonObject {
    val changes = (this["changes"] as? JsonArray).orEmpty()
    return JsonObject(this + ("changes" to JsonArray(changes + change)))
}

private fun ProjectJson.featureId(featureKey: String) = find("features", "feature", featureKey).id()

private fun change(id: Long, featureId: String, variables: Map<String, Any?>) = json(
    "id" to id,
    "type" to "fullStackFeature",
    "data" to mapOf("feature_id" to featureId, "variables_data" to variables),
)

private fun carries(change: JsonObject?, featureId: String) =
    change?.text("type") == "fullStackFeature" && (change["data"] as? JsonObject)?.text("feature_id") == featureId

private fun ProjectJson.configuredVariables(featureKey: String): Map<String, Any?> {
    val id = featureId(featureKey)
    val changes = list("experiences").flatMap { it.objects("variations") }.flatMap { it.objects("changes") }
    val data = changes.firstOrNull { carries(it, id) }?.get("data") as? JsonObject
    return (data?.get("variables_data") as? JsonObject).orEmpty()
}

private fun ProjectJson.variables(featureKey: String, given: Map<String, Any>): Map<String, JsonPrimitive> {
    val declared = find("features", "feature", featureKey).objects("variables")
    val types = declared.associate { it.text("key").orEmpty() to it.text("type").orEmpty() }
    return given.mapValues { (name, value) ->
        requireKnown("variable of \"$featureKey\"", name, types.keys)
        JsonPrimitive(variableText("$featureKey.$name", types.getValue(name), value))
    }
}

private fun variableText(name: String, type: String, value: Any): String {
    val text = if (value is Map<*, *> || value is Iterable<*>) toJson(value).toString() else value.toString()
    val fits = when (type) {
        "boolean" -> text == "true" || text == "false"
        "integer" -> text.toLongOrNull() != null
        "float" -> text.toDoubleOrNull() != null
        else -> true
    }
    require(fits) { "Variable \"$name\" is of type $type, so it cannot be $text." }
    return text
}
