package com.convert.sdk.inspect

import com.convert.sdk.ConfigEntity
import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType

/** Whether what an experience refers to exists. */
internal class ReferenceCheck(
    private val snapshot: ConfigSnapshot,
    private val experience: DecidedExperience,
    private val entity: ConfigEntity,
    private val findings: Findings,
) {
    fun run() {
        audiences()
        locations()
        unknown("goals", "unknown_goal", "goal", EntityType.GOAL)
        experience.variations.forEach(::features)
    }

    private fun audiences() {
        val ids = ids("audiences")
        val known = ids.filter { exists(EntityType.AUDIENCE, it) || exists(EntityType.SEGMENT, it) }
        unknown("audiences", "unknown_audience", "audience or segment", EntityType.AUDIENCE, EntityType.SEGMENT)
        if (ids.isNotEmpty() && known.isEmpty()) {
            findings.problem("open_to_all", entity, "none of its audiences exists, so it is open to everybody")
        }
    }

    private fun locations() {
        val ids = ids("locations")
        unknown("locations", "unknown_location", "location", EntityType.LOCATION)
        if (ids.isNotEmpty() && ids.none { exists(EntityType.LOCATION, it) }) {
            findings.problem("never_located", entity, "none of its locations exists, so it is active nowhere")
        }
        if (ids.isNotEmpty() && experience.raw["site_area"] != null) {
            findings.note("site_area_unused", entity, "its locations count, and its site area does not")
        }
    }

    private fun unknown(list: String, code: String, what: String, vararg types: EntityType) {
        for (id in ids(list).distinct()) {
            if (types.none { exists(it, id) }) {
                findings.problem(code, entity, "it refers to the $what ${quoted(id)}, which does not exist")
            }
        }
    }

    private fun features(variation: Map<*, *>) {
        val changes = (variation["changes"] as? List<*>).orEmpty().filterIsInstance<Map<*, *>>()
        for (change in changes.filter { it["type"] == "fullStackFeature" }) {
            val id = (change["data"] as? Map<*, *>)?.get("feature_id")
            val feature = id?.let { snapshot.entityById(EntityType.FEATURE, "$it") }
            val name = quoted(experience.nameOf("${variation["id"]}"))
            when {
                id == null || id == "" ->
                    findings.problem("unnamed_feature", entity, "variation $name carries a feature without an id")
                feature == null -> {
                    val message = "variation $name carries the feature ${quoted("$id")}, which does not exist"
                    findings.problem("unknown_feature", entity, message)
                }
                else -> variables(change, feature, name)
            }
        }
    }

    private fun variables(change: Map<*, *>, feature: ConfigEntity, variation: String) {
        val declared = (feature.raw["variables"] as? List<*>).orEmpty().mapNotNull { (it as? Map<*, *>)?.get("key") }
        val given = ((change["data"] as? Map<*, *>)?.get("variables_data") as? Map<*, *>)?.keys.orEmpty()
        for (name in given - declared.toSet()) {
            val message = "variation $variation sets ${quoted("$name")}, which feature ${quoted(nameOf(feature))} " +
                "does not declare; it is served as it stands"
            findings.note("undeclared_variable", entity, message)
        }
    }

    private fun exists(type: EntityType, id: String) = snapshot.entityById(type, id) != null

    private fun ids(name: String): List<String> = (experience.raw[name] as? List<*>).orEmpty().map { "$it" }
}
