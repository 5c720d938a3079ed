package com.convert.sdk.internal.config.reading

import com.convert.sdk.internal.ecmascript.castVariable
import com.convert.sdk.internal.evaluation.AudienceCondition
import com.convert.sdk.internal.evaluation.EvaluationPlan
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.FeaturePlan
import com.convert.sdk.internal.evaluation.LocationCondition
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.json.VariableWarnings
import com.convert.sdk.internal.json.toPlain
import com.convert.sdk.result.ExperienceResult
import com.convert.sdk.result.FeatureResult
import com.convert.sdk.result.FeatureStatus
import com.convert.sdk.result.FeatureVariables

/** Turns what was read into what evaluation asks, once a snapshot: conditions, ranges, results and casts. */
internal class SnapshotCompiler(
    private val parts: ConfigParts,
    private val archived: Set<String>,
    private val environment: String?,
    private val warnings: VariableWarnings,
) {
    // As in the JavaScript SDK, the last feature of an id is the one that counts.
    private val declared = parts.features.parts.associateBy { it.entity.id }
    private val variableTypes = declared.mapValues { (_, feature) -> EntityReader.variableTypes(feature) }

    /** Experiences that have a key, in configuration order; without one nothing can ask for them. */
    private val experiences: List<ExperiencePlan> = parts.experiences.parts.filterNotNull().mapIndexed(::experience)

    fun plan(): EvaluationPlan = EvaluationPlan(
        experiences = experiences,
        features = features(),
        segments = parts.segments.parts,
        goals = parts.goals.parts,
        environment = environment,
    )

    private fun features(): List<FeaturePlan> {
        val carriers = HashMap<String, MutableList<ExperiencePlan>>()
        for (experience in experiences) {
            val carried = experience.variations.values.flatMap { it.features.keys }
            carried.toSet().forEach { carriers.getOrPut(it, ::ArrayList).add(experience) }
        }
        return parts.features.parts.mapNotNull { feature ->
            val key = feature.entity.key ?: return@mapNotNull null
            FeaturePlan(feature.entity.id, key, carriers[key].orEmpty())
        }
    }

    private fun experience(position: Int, read: ExperienceFields) = ExperiencePlan(
        position = position,
        id = read.source.entity.id,
        key = read.source.name,
        gate = ExperiencePlan.Gate(
            archived = read.source.entity.id in archived,
            environment = read.environment?.toString(),
            environmentMatches = read.environment == null || read.environment == environment,
        ),
        location = location(read),
        audiences = AudienceCondition(parts.audiences.withIds(read.audienceIds), read.allAudiences),
        segments = parts.segments.withIds(read.audienceIds),
        traffic = ExperiencePlan.Traffic(variations(read), read.layout),
    )

    private fun location(read: ExperienceFields): LocationCondition = when {
        read.locationIds != null -> LocationCondition.AnyOf(parts.locations.withIds(read.locationIds))
        read.siteArea != null -> LocationCondition.SiteArea(read.siteArea)
        else -> LocationCondition.Anywhere
    }

    private fun variations(read: ExperienceFields): Map<String, VariationPlan> {
        val plans = HashMap<String, VariationPlan>(read.variations.size * 2)
        for (variation in read.variations) plans.computeIfAbsent(variation.share.id) { variation(variation) }
        return plans
    }

    private fun variation(variation: VariationFields): VariationPlan {
        val result = variation.result
        if (variation.changes.isEmpty()) return VariationPlan(result, emptyMap())
        val carried = LinkedHashMap<String, FeatureResult>()
        for (change in variation.changes) {
            val feature = feature(change, result) ?: continue
            carried.putIfAbsent(feature.featureKey, feature)
        }
        return VariationPlan(result, carried)
    }

    private fun feature(change: FeatureChange, served: ExperienceResult): FeatureResult? {
        val key = declared[change.featureId]?.entity?.key ?: return null
        val types = variableTypes.getValue(change.featureId)
        val values = change.variables.orEmpty().mapValues { (name, value) -> cast(value.toPlain(), types[name]) }
        return FeatureResult(
            featureKey = key,
            featureId = change.featureId,
            status = FeatureStatus.ENABLED,
            variables = FeatureVariables.of(values, key, warnings),
            experienceKey = served.experienceKey,
            variationKey = served.variationKey,
            experienceName = served.experienceName,
        )
    }

    private fun cast(value: Any?, type: String?): Any? = if (type.isNullOrEmpty()) value else castVariable(value, type)
}
