package com.convert.sdk.internal.evaluation

import com.convert.sdk.internal.evaluation.rules.RuleTree
import com.convert.sdk.result.ExperienceResult
import com.convert.sdk.result.FeatureResult

/** What a visitor's decision about one experience comes to. */
internal sealed interface Decision

/** The stage at which a visitor was turned away, in the order in which the stages are asked. */
internal enum class Miss : Decision { ARCHIVED, ENVIRONMENT, LOCATION, AUDIENCE, SEGMENT, NO_VARIATION, TRAFFIC }

/**
 * A variation, ready to serve: the results are made once, with the snapshot.
 *
 * @property features by feature key, those it carries.
 */
internal class VariationPlan(val result: ExperienceResult, val features: Map<String, FeatureResult>) : Decision {
    val experienceId: String get() = result.experienceId
    val variationId: String get() = result.variationId
}

/**
 * An experience with all its conditions, compiled.
 *
 * @property position its place in configuration order.
 */
internal class ExperiencePlan(
    val position: Int,
    val id: String,
    val key: String,
    val gate: Gate,
    val location: LocationCondition,
    val audiences: AudienceCondition,
    val segments: List<SegmentPlan>,
    traffic: Traffic,
) {
    private val layout = traffic.layout

    /** By their ids. */
    val variations: Map<String, VariationPlan> = traffic.variations

    private val placed = layout.ids.map(variations::get)

    val hash: BucketHash = BucketHash(id)

    /** The variation that a bucket value falls into, or `null` when it falls outside the experience's traffic. */
    fun variationAt(bucketValue: Int): VariationPlan? {
        val place = layout.place(bucketValue)
        return if (place == BucketLayout.OUTSIDE) null else placed[place]
    }

    /** The variations by their ids, and where visitors fall among them. */
    class Traffic(val variations: Map<String, VariationPlan>, val layout: BucketLayout)

    /** Conditions that are the same for every visitor. */
    class Gate(val archived: Boolean, val environment: String?, val environmentMatches: Boolean)
}

/** Where a visitor has to be. */
internal sealed interface LocationCondition {
    data object Anywhere : LocationCondition

    /** At one of these; an empty list is nowhere. */
    class AnyOf(val locations: List<LocationPlan>) : LocationCondition

    class SiteArea(val rules: RuleTree) : LocationCondition
}

internal class LocationPlan(val key: String, val rules: RuleTree?)

/** Who a visitor has to be; an empty list is everybody. */
internal class AudienceCondition(val audiences: List<AudiencePlan>, val all: Boolean) {
    /** Keys of the experiences that mutual-exclusion rules ask about. */
    val exclusionKeys: List<String> =
        audiences.mapNotNull { it.rules?.exclusion?.experienceKey }.ifEmpty { emptyList() }
}

/** @property permanent whether it is not asked again once the visitor has a variation. */
internal class AudiencePlan(val key: String, val rules: RuleTree?, val permanent: Boolean)

/** @property rules what a conversion's rule data is held against; without any, no data matches. */
internal class GoalPlan(val id: String, val key: String?, val rules: RuleTree?)

internal class SegmentPlan(val id: String, val key: String?, val rules: RuleTree?)

/** @property carriers experiences with a variation that carries the feature, in configuration order. */
internal class FeaturePlan(val id: String, val key: String, val carriers: List<ExperiencePlan>)
