package com.convert.sdk.internal.config

import com.convert.sdk.EntityType
import com.convert.sdk.internal.evaluation.AudienceCondition
import com.convert.sdk.internal.evaluation.BucketLayout
import com.convert.sdk.internal.evaluation.EvaluationPlan
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.FeaturePlan
import com.convert.sdk.internal.evaluation.LocationCondition
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.evaluation.ecmascript.castVariable
import com.convert.sdk.internal.json.toPlain
import com.convert.sdk.result.ExperienceResult
import com.convert.sdk.result.FeatureResult
import com.convert.sdk.result.FeatureStatus
import com.convert.sdk.result.FeatureVariables

/** Turns what was read into what evaluation asks, once a snapshot: conditions, ranges, results and casts. */
internal class SnapshotCompiler(
    private val reader: ConfigReader,
    private val environment: String?,
    private val fields: Map<EntityType, List<EntityFields>>,
) {
    private val archived = reader.archivedIds()
    private val audiences = of(EntityType.AUDIENCE).map(reader::audience)
    private val locations = of(EntityType.LOCATION).map(reader::location)
    private val audienceRank = ranks(EntityType.AUDIENCE)
    private val locationRank = ranks(EntityType.LOCATION)
    private val segmentRank = ranks(EntityType.SEGMENT)
    private val segments = of(EntityType.SEGMENT).map(reader::segment)

    // As in the JavaScript SDK, the last feature of an id is the one that counts.
    private val declared = of(EntityType.FEATURE).associateBy { it.entity.id }
    private val variableTypes = declared.mapValues { (_, feature) -> reader.variableTypes(feature) }

    /** Experiences that have a key, in configuration order; without one nothing can ask for them. */
    private val experiences: List<ExperiencePlan> =
        of(EntityType.EXPERIENCE).filter { it.entity.key != null }.map(::experience)

    fun plan(): EvaluationPlan = EvaluationPlan(experiences, features(), segments, environment)

    private fun features(): List<FeaturePlan> {
        val carriers = HashMap<String, MutableList<ExperiencePlan>>()
        for (experience in experiences) {
            val carried = experience.variations.values.flatMap { it.features.keys }
            carried.toSet().forEach { carriers.getOrPut(it, ::ArrayList).add(experience) }
        }
        return of(EntityType.FEATURE).mapNotNull { feature ->
            val key = feature.entity.key ?: return@mapNotNull null
            val counts = declared.getValue(feature.entity.id) === feature
            FeaturePlan(feature.entity.id, key, carriers[key].orEmpty().takeIf { counts }.orEmpty())
        }
    }

    private fun experience(source: EntityFields): ExperiencePlan {
        val read = reader.experience(source)
        return ExperiencePlan(
            id = source.entity.id,
            key = source.name,
            gate = ExperiencePlan.Gate(
                archived = source.entity.id in archived,
                environment = read.environment?.toString(),
                environmentMatches = read.environment == null || read.environment == environment,
            ),
            location = location(read),
            audiences = AudienceCondition(pick(read.audienceIds, audienceRank, audiences), read.allAudiences),
            segments = pick(read.audienceIds, segmentRank, segments),
            variations = variations(source, read),
            layout = BucketLayout.of(read.version, read.variations.map { it.share }),
        )
    }

    private fun location(read: ExperienceFields): LocationCondition = when {
        read.locationIds != null ->
            LocationCondition.AnyOf(pick(read.locationIds, locationRank, locations))
        read.siteArea != null -> LocationCondition.SiteArea(read.siteArea)
        else -> LocationCondition.Anywhere
    }

    private fun variations(source: EntityFields, read: ExperienceFields): Map<String, VariationPlan> {
        val plans = HashMap<String, VariationPlan>(read.variations.size * 2)
        for (variation in read.variations) plans.computeIfAbsent(variation.id) { variation(source, variation) }
        return plans
    }

    private fun variation(source: EntityFields, variation: VariationFields): VariationPlan {
        val result = ExperienceResult(source.name, source.entity.id, variation.id, variation.key, variation.raw)
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
            variables = FeatureVariables(values),
            experienceKey = served.experienceKey,
            variationKey = served.variationKey,
        )
    }

    private fun cast(value: Any?, type: String?): Any? = if (type.isNullOrEmpty()) value else castVariable(value, type)

    private fun of(type: EntityType): List<EntityFields> = fields.getValue(type)

    private fun ranks(type: EntityType): Map<String, List<Int>> =
        of(type).withIndex().groupBy({ it.value.entity.id }, { it.index })

    /** Those of [all] that have one of [ids], in the order of [all]. */
    private fun <T> pick(ids: Collection<String>, rank: Map<String, List<Int>>, all: List<T>): List<T> =
        if (rank.isEmpty()) emptyList() else ids.distinct().flatMap { rank[it].orEmpty() }.sorted().map(all::get)
}
