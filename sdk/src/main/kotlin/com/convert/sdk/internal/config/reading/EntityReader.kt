package com.convert.sdk.internal.config.reading

import com.convert.sdk.ConfigEntity
import com.convert.sdk.EntityType
import com.convert.sdk.internal.ecmascript.isTruthy
import com.convert.sdk.internal.ecmascript.toNumber
import com.convert.sdk.internal.evaluation.AudiencePlan
import com.convert.sdk.internal.evaluation.BucketLayout
import com.convert.sdk.internal.evaluation.GoalPlan
import com.convert.sdk.internal.evaluation.LocationPlan
import com.convert.sdk.internal.evaluation.SegmentPlan
import com.convert.sdk.internal.evaluation.rules.RuleTree
import com.convert.sdk.internal.json.JsonMapView
import com.convert.sdk.internal.json.toPlain
import com.convert.sdk.result.ExperienceResult
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * Reads the fields of one entity. With [ConfigReader] and the payload writer, the only place that knows their names.
 *
 * What every SDK needs to find its way is checked: lists, objects, ids, keys. What only steers a decision is taken as
 * the JavaScript SDK takes it, whatever its type.
 */
internal object EntityReader {
    /** The field that says by rules where an experience is active. */
    const val SITE_AREA: String = "site_area"

    fun entity(type: EntityType, json: JsonObject, path: ItemPath): EntityFields {
        val id = identity(json["id"]) { "$path.id" }
        return EntityFields(ConfigEntity(type, id, key(json, path), JsonMapView(json)), json, path)
    }

    fun audience(fields: EntityFields): AudiencePlan =
        AudiencePlan(fields.name, rules(fields), permanent = text(fields.json["type"]) == "permanent")

    fun location(fields: EntityFields): LocationPlan = LocationPlan(fields.name, rules(fields))

    fun goal(fields: EntityFields): GoalPlan = GoalPlan(fields.entity.id, fields.entity.key, rules(fields))

    fun segment(fields: EntityFields): SegmentPlan = SegmentPlan(fields.entity.id, fields.entity.key, rules(fields))

    fun experience(fields: EntityFields): ExperienceFields {
        val json = fields.json
        val version = json["version"]?.let { toNumber(it.toPlain()) } ?: Double.NaN
        val variations = items(json, "variations", fields.path) { item, path -> variation(fields, item, path) }
        return ExperienceFields(
            source = fields,
            environment = json["environment"].truthy(),
            locationIds = (json["locations"] as? JsonArray)?.takeIf { it.isNotEmpty() }?.let(::texts),
            siteArea = json[SITE_AREA].truthy()?.let(RuleTree::compile),
            audienceIds = texts(json["audiences"]),
            allAudiences = matchesAllAudiences(json["settings"]),
            variations = variations,
            layout = BucketLayout.of(version, variations.map { it.share }),
        )
    }

    fun variableTypes(feature: EntityFields): Map<String, String> {
        val types = HashMap<String, String>()
        items(feature.json, "variables", feature.path) { variable, _ ->
            text(variable["key"])?.let { types.putIfAbsent(it, text(variable["type"]).orEmpty()) }
        }
        return types
    }

    private fun variation(source: EntityFields, json: JsonObject, path: ItemPath): VariationFields? {
        val id = json["id"]?.takeUnless { it is JsonNull }?.let { identity(it) { "$path.id" } } ?: return null
        val status = json["status"].truthy()
        val traffic = json["traffic_allocation"]
        return VariationFields(
            result = ExperienceResult(
                experienceKey = source.name,
                experienceId = source.entity.id,
                variationId = id,
                variationKey = key(json, path),
                variation = JsonMapView(json),
                experienceName = text(source.json["name"]),
            ),
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
}
