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
import com.convert.sdk.result.ExperienceResult

/**
 * Reads the fields of one entity. With [ConfigReader] and the payload writer, the only place that knows their names.
 *
 * What every SDK needs to find its way is checked: lists, objects, ids, keys. What only steers a decision is taken as
 * the JavaScript SDK takes it, whatever its type.
 */
internal object EntityReader {
    /** The field that says by rules where an experience is active. */
    const val SITE_AREA: String = "site_area"

    fun entity(type: EntityType, json: JsonNode, path: ItemPath): EntityFields {
        val id = identity(json["id"]) { "$path.id" }
        return EntityFields(ConfigEntity(type, id, key(json, path), json.toMap()), json, path)
    }

    fun audience(fields: EntityFields): AudiencePlan =
        AudiencePlan(fields.name, rules(fields), permanent = fields.json["type"]?.text == "permanent")

    fun location(fields: EntityFields): LocationPlan = LocationPlan(fields.name, rules(fields))

    fun goal(fields: EntityFields): GoalPlan = GoalPlan(fields.entity.id, fields.entity.key, rules(fields))

    fun segment(fields: EntityFields): SegmentPlan = SegmentPlan(fields.entity.id, fields.entity.key, rules(fields))

    fun feature(fields: EntityFields): FeatureFields =
        FeatureFields(fields.entity, runCatching { variableTypes(fields) })

    fun experience(fields: EntityFields): ExperienceFields {
        val json = fields.json
        val version = json["version"]?.let { toNumber(it.toPlain()) } ?: Double.NaN
        val name = json["name"]?.text
        val variations = items(json, "variations", fields.path) { item, path -> variation(fields, name, item, path) }
        return ExperienceFields(
            id = fields.entity.id,
            key = fields.name,
            environment = json["environment"].truthy(),
            locationIds = json["locations"]?.takeIf { it.isList && it.items().isNotEmpty() }?.let(::texts),
            siteArea = rules(json[SITE_AREA]),
            audienceIds = texts(json["audiences"]),
            allAudiences = json["settings"]?.get("matching_options")?.get("audiences")?.text == "all",
            variations = variations,
            layout = BucketLayout.of(version, variations.map { it.share }),
        )
    }

    private fun variableTypes(feature: EntityFields): Map<String, String> {
        val types = HashMap<String, String>()
        items(feature.json, "variables", feature.path) { variable, _ ->
            variable["key"]?.text?.let { types.putIfAbsent(it, variable["type"]?.text.orEmpty()) }
        }
        return types
    }

    private fun variation(source: EntityFields, name: String?, json: JsonNode, path: ItemPath): VariationFields? {
        val id = json["id"]?.takeUnless { it.isNull }?.let { identity(it) { "$path.id" } } ?: return null
        val status = json["status"].truthy()
        val traffic = json["traffic_allocation"]
        return VariationFields(
            result = ExperienceResult(
                experienceKey = source.name,
                experienceId = source.entity.id,
                variationId = id,
                variationKey = key(json, path),
                variation = json.toMap(),
                experienceName = name,
            ),
            share = BucketLayout.Share(
                id = id,
                running = status == null || status == "running",
                percent = traffic?.let { toNumber(it.toPlain()) } ?: Double.NaN,
                unset = traffic == null,
            ),
            changes = json["changes"]?.takeIf { it.isList }?.items().orEmpty().mapNotNull { featureChange(it) },
        )
    }

    private fun featureChange(change: JsonNode): FeatureChange? {
        if (change["type"]?.text != "fullStackFeature") return null
        val data = change["data"]?.takeIf { it.isObject } ?: return null
        val featureId = data["feature_id"]?.takeIf { isTruthy(it.toPlain()) }?.scalarText ?: return null
        val values = LinkedHashMap<String, Any?>()
        data["variables_data"]?.takeIf { it.isObject }?.forEachMember { name, value -> values[name] = value.toPlain() }
        return FeatureChange(featureId, values)
    }

    private fun rules(fields: EntityFields): RuleTree? = rules(fields.json["rules"])

    private fun rules(json: JsonNode?): RuleTree? = json?.toWalk()?.takeIf(::isTruthy)?.let(RuleTree::compile)
}
