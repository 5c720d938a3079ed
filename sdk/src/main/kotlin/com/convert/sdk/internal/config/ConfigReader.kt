package com.convert.sdk.internal.config

import com.convert.sdk.ConfigEntity
import com.convert.sdk.EntityType
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.evaluation.AudiencePlan
import com.convert.sdk.internal.evaluation.BucketLayout
import com.convert.sdk.internal.evaluation.LocationPlan
import com.convert.sdk.internal.evaluation.SegmentPlan
import com.convert.sdk.internal.evaluation.ecmascript.isTruthy
import com.convert.sdk.internal.evaluation.ecmascript.toNumber
import com.convert.sdk.internal.evaluation.rules.RuleTree
import com.convert.sdk.internal.json.JsonMapView
import com.convert.sdk.internal.json.toPlain
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Reads the fields of a configuration. With the payload writer, the only place that knows their names.
 *
 * What every SDK needs to find its way is checked: lists, objects, ids, keys. What only steers a decision is taken as
 * the JavaScript SDK takes it, whatever its type.
 */
internal class ConfigReader(private val root: JsonObject) {
    fun accountId(): String = identity(root["account_id"]) { "$.account_id" }

    fun projectId(): String {
        val project = root["project"] as? JsonObject ?: throw InvalidConfigException("$.project", "an object")
        return identity(project["id"]) { "$.project.id" }
    }

    fun entities(type: EntityType): List<EntityFields> = items(root, type.wireName, null) { json, path ->
        val id = identity(json["id"]) { "$path.id" }
        val entity = ConfigEntity(type, id, key(json, path), JsonMapView(json))
        EntityFields(entity, json, path)
    }

    fun archivedIds(): Set<String> = texts(root["archived_experiences"]).toSet()

    fun audience(fields: EntityFields): AudiencePlan =
        AudiencePlan(fields.name, rules(fields), permanent = text(fields.json["type"]) == "permanent")

    fun location(fields: EntityFields): LocationPlan = LocationPlan(fields.name, rules(fields))

    fun segment(fields: EntityFields): SegmentPlan = SegmentPlan(fields.entity.id, fields.entity.key, rules(fields))

    fun experience(fields: EntityFields): ExperienceFields {
        val json = fields.json
        return ExperienceFields(
            environment = json["environment"].truthy(),
            locationIds = (json["locations"] as? JsonArray)?.takeIf { it.isNotEmpty() }?.let(::texts),
            siteArea = json["site_area"].truthy()?.let(RuleTree::compile),
            audienceIds = texts(json["audiences"]).toSet(),
            allAudiences = matchesAllAudiences(json["settings"]),
            version = json["version"]?.let { toNumber(it.toPlain()) } ?: Double.NaN,
            variations = items(json, "variations", fields.path, ::variation),
        )
    }

    fun variableTypes(feature: EntityFields): Map<String, String> {
        val types = HashMap<String, String>()
        items(feature.json, "variables", feature.path) { variable, _ ->
            text(variable["key"])?.let { types.putIfAbsent(it, text(variable["type"]).orEmpty()) }
        }
        return types
    }

    private fun variation(json: JsonObject, path: ItemPath): VariationFields? {
        val id = json["id"]?.takeUnless { it is JsonNull }?.let { identity(it) { "$path.id" } } ?: return null
        val status = json["status"].truthy()
        val traffic = json["traffic_allocation"]
        return VariationFields(
            key = key(json, path),
            raw = JsonMapView(json),
            share = BucketLayout.Share(
                id = id,
                running = status == null || status == "running",
                percent = traffic?.let { toNumber(it.toPlain()) } ?: Double.NaN,
                unset = traffic == null,
            ),
            changes = (json["changes"] as? JsonArray).orEmpty().mapNotNull { featureChange(it) },
        )
    }

    private fun featureChange(change: JsonElement): FeatureChange? {
        if (change !is JsonObject || text(change["type"]) != "fullStackFeature") return null
        val data = change["data"] as? JsonObject ?: return null
        val featureId = data["feature_id"]?.takeIf { isTruthy(it.toPlain()) }?.let(::scalarText) ?: return null
        return FeatureChange(featureId, data["variables_data"] as? JsonObject)
    }

    private fun rules(fields: EntityFields): RuleTree? = fields.json["rules"].truthy()?.let(RuleTree::compile)

    private fun matchesAllAudiences(settings: JsonElement?): Boolean {
        val options = (settings as? JsonObject)?.get("matching_options") as? JsonObject
        return text(options?.get("audiences")) == "all"
    }

    /** What [read] makes of the objects of the list [name]. No list, or `null` for one, is an empty list. */
    private inline fun <T : Any> items(
        parent: JsonObject,
        name: String,
        path: ItemPath?,
        read: (JsonObject, ItemPath) -> T?,
    ): List<T> {
        val list = parent[name]?.takeUnless { it is JsonNull } ?: return emptyList()
        if (list !is JsonArray) throw InvalidConfigException("${path ?: "$"}.$name", "a list")
        val strange = list.indexOfFirst { it !is JsonObject }
        if (strange >= 0) throw InvalidConfigException("${ItemPath(path, name, strange)}", "an object")
        val items = ArrayList<T>(list.size)
        list.forEachIndexed { index, item -> read(item as JsonObject, ItemPath(path, name, index))?.let(items::add) }
        return items
    }

    private inline fun identity(value: JsonElement?, path: () -> String): String =
        value?.let(::scalarText)?.takeIf { it.isNotEmpty() }
            ?: throw InvalidConfigException(path(), "text that is not empty, or a number")

    private fun key(json: JsonObject, path: ItemPath): String? {
        val key = json["key"]?.takeUnless { it is JsonNull } ?: return null
        return scalarText(key) ?: throw InvalidConfigException("$path.key", "text or a number")
    }

    private fun texts(list: JsonElement?): List<String> = (list as? JsonArray).orEmpty().mapNotNull(::scalarText)

    private fun text(value: JsonElement?): String? = (value as? JsonPrimitive)?.takeIf { it.isString }?.content

    /** The text of a text or a number. */
    private fun scalarText(value: JsonElement): String? = (value as? JsonPrimitive)
        ?.takeIf { it.isString || it !is JsonNull && it.content != "true" && it.content != "false" }?.content

    /** The plain value, or `null` where JavaScript would take it for false. */
    private fun JsonElement?.truthy(): Any? = this?.toPlain()?.takeIf(::isTruthy)
}
