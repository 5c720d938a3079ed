package com.convert.sdk.internal.config.reading

import com.convert.sdk.ConfigEntity
import com.convert.sdk.internal.evaluation.BucketLayout
import com.convert.sdk.internal.evaluation.rules.RuleTree
import com.convert.sdk.result.ExperienceResult

/** An entity with the JSON it is read from. Lives while it is read only. */
internal class EntityFields(val entity: ConfigEntity, val json: JsonNode, val path: ItemPath) {
    /** What to call it in messages. */
    val name: String get() = entity.key ?: entity.id
}

/**
 * A feature as configured.
 *
 * @property variableTypes the types of its variables by their keys, or why they cannot be read.
 */
internal class FeatureFields(val entity: ConfigEntity, val variableTypes: Result<Map<String, String>>)

/**
 * An experience as configured; what it refers to is still a list of ids.
 *
 * @property environment `null` when it is in all of them; something other than text is in none.
 * @property locationIds `null` when no location is listed.
 */
internal data class ExperienceFields(
    val id: String,
    val key: String,
    val environment: Any?,
    val locationIds: List<String>?,
    val siteArea: RuleTree?,
    val audienceIds: List<String>,
    val allAudiences: Boolean,
    val variations: List<VariationFields>,
    val layout: BucketLayout,
)

internal class VariationFields(
    val result: ExperienceResult,
    val share: BucketLayout.Share,
    val changes: List<FeatureChange>,
)

internal class FeatureChange(val featureId: String, val variables: Map<String, Any?>)
