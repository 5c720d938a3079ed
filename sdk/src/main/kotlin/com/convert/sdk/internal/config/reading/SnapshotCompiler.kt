package com.convert.sdk.internal.config.reading

import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.ecmascript.castVariable
import com.convert.sdk.internal.evaluation.AudienceCondition
import com.convert.sdk.internal.evaluation.EvaluationPlan
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.FeaturePlan
import com.convert.sdk.internal.evaluation.LocationCondition
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.json.VariableWarnings
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
    private val variableTypes = declared.mapValues { (_, feature) -> feature.variableTypes.getOrThrow() }

    private val open = ExperiencePlan.Gate(archived = false, environment = null, environmentMatches = true)

    /** Experiences that have a key, in configuration order; without one nothing can ask for them. */
    private val read = parts.experiences.parts.filterNotNull()
    private val experiences: List<ExperiencePlan> = read.mapIndexed(::experience)

    fun plan(): EvaluationPlan = EvaluationPlan(
        experiences = experiences,
        features = features(),
        segments = parts.segments.parts,
        goals = parts.goals.parts,
        environment = environment,
    )

    private fun features(): List<FeaturePlan> {
        val carriers = HashMap<String, MutableList<ExperiencePlan>>()
        for ((index, experience) in experiences.withIndex()) {
            if (read[index].variations.all { it.changes.isEmpty() }) continue
            val carried = experience.variations.flatMapTo(HashSet()) { it.value.features.keys }
            carried.forEach { carriers.getOrPut(it, ::ArrayList).add(experience) }
        }
        return parts.features.parts.mapNotNull { feature ->
            val key = feature.entity.key ?: return@mapNotNull null
            FeaturePlan(feature.entity.id, key, carriers[key].orEmpty())
        }
    }

    private fun experience(position: Int, read: ExperienceFields) = ExperiencePlan(
        position = position,
        id = read.id,
        key = read.key,
        gate = gate(read),
        location = location(read),
        audiences = AudienceCondition(parts.audiences.withIds(read.audienceIds), read.allAudiences),
        segments = parts.segments.withIds(read.audienceIds),
        traffic = ExperiencePlan.Traffic(variations(read), read.layout),
    )

    private fun gate(read: ExperienceFields): ExperiencePlan.Gate {
        val archived = read.id in archived
        if (!archived && read.environment == null) return open
        val matches = read.environment == null || read.environment == environment
        return ExperiencePlan.Gate(archived, read.environment?.toString(), matches)
    }

    private fun location(read: ExperienceFields): LocationCondition = when {
        read.locationIds != null -> LocationCondition.AnyOf(parts.locations.withIds(read.locationIds))
        read.siteArea != null -> LocationCondition.SiteArea(read.siteArea)
        else -> LocationCondition.Anywhere
    }

    private fun variations(read: ExperienceFields): Map<String, VariationPlan> {
        if (read.variations.isEmpty()) return emptyMap()
        val plans = LinkedHashMap<String, VariationPlan>()
        for (variation in read.variations) plans.computeIfAbsent(variation.share.id) { variation(variation) }
        return PackedMap.packed(plans)
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
        val values = change.variables.mapValues { (name, value) -> cast(value, types[name]) }
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
