package com.convert.sdk.internal

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.InternalConvertApi
import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.config.reading.EntityReader
import com.convert.sdk.internal.evaluation.Decision
import com.convert.sdk.internal.evaluation.EvaluationPlan
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.LocationCondition
import com.convert.sdk.internal.evaluation.Miss
import com.convert.sdk.internal.evaluation.StoredDecisions
import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.evaluation.Visitor
import com.convert.sdk.internal.evaluation.decide
import com.convert.sdk.internal.evaluation.matches
import com.convert.sdk.internal.evaluation.rules.NoWarnings
import com.convert.sdk.internal.runtime.visitorRef

/** What the tools need beside a compiled configuration. */
@InternalConvertApi
public object InspectionInternals {
    /** The stages at which a visitor can be turned away, in their order, as diagnostics call them. */
    public val STAGES: List<String> =
        listOf("archived", "environment", "location", "audience", "segment", "variations", "traffic")

    /** The digest that stands for a visitor wherever one is named. */
    public fun reference(visitorId: String): String = visitorRef(visitorId)
}

/**
 * What was compiled of a configuration, for the tools that explain and simulate decisions. Immutable.
 *
 * Decisions made here are those of the SDK, by the same code, for visitors whose state is given: nothing is looked up,
 * stored, counted or announced.
 */
@InternalConvertApi
public class InspectedProject(snapshot: ConfigSnapshot) {
    private val plan: EvaluationPlan = snapshot.plan

    /** Those that can be asked for, in configuration order; one a key. */
    public val experiences: List<InspectedExperience> = plan.experiences.distinct().map(::InspectedExperience)

    private val byKey = experiences.associateBy { it.key }

    /** The environment that decisions are for. */
    public val environment: String? get() = plan.environment

    /** The one with [key], or `null`. */
    public fun experience(key: String): InspectedExperience? = byKey[key]

    /** Keys of the experiences that carry a feature, in configuration order; `null` when no feature has this key. */
    public fun carriers(featureKey: String): List<String>? = plan.feature(featureKey)?.carriers?.map { it.key }

    /** What a group of visitors has in common. The maps are copied, as a context copies them. */
    public fun profile(
        attributes: Map<String, Any?> = emptyMap(),
        location: Map<String, Any?> = emptyMap(),
        bucketing: Map<String, String> = emptyMap(),
        customSegments: List<String> = emptyList(),
    ): InspectedProfile = InspectedProfile(
        plan,
        PackedMap.copyOf(attributes),
        PackedMap.copyOf(location),
        Stored(bucketing, customSegments),
    )
}

/** Attributes, location and stored state that visitors share. */
@InternalConvertApi
public class InspectedProfile internal constructor(
    private val plan: EvaluationPlan,
    private val attributes: Map<String, Any?>,
    private val location: Map<String, Any?>,
    private val stored: StoredDecisions,
) {
    /** One of them, for one call. */
    public fun visitor(id: String): InspectedVisitor = InspectedVisitor(id, attributes, location, stored, plan)
}

/**
 * A visitor within one call. A mutual-exclusion rule sees what was decided about earlier experiences of the same call,
 * so a call about several decides them in configuration order. Used by one thread.
 */
@InternalConvertApi
public class InspectedVisitor internal constructor(
    id: String,
    attributes: Map<String, Any?>,
    location: Map<String, Any?>,
    stored: StoredDecisions,
    plan: EvaluationPlan,
) {
    internal val visitor: Seen = Seen(id, attributes, location, stored, plan)

    internal class Seen(
        id: String,
        attributes: Map<String, Any?>,
        location: Map<String, Any?>,
        stored: StoredDecisions,
        plan: EvaluationPlan,
    ) : Visitor(id, attributes, location, stored, plan, NoWarnings) {
        private var decided: HashMap<ExperiencePlan, Decision>? = null

        override fun getsEarlier(target: ExperiencePlan, asking: ExperiencePlan): Boolean =
            target.position < asking.position && decided?.get(target) is VariationPlan

        fun note(experience: ExperiencePlan, decision: Decision) {
            val noted = decided ?: HashMap<ExperiencePlan, Decision>().also { decided = it }
            noted[experience] = decision
        }
    }
}

/** One experience: what it decides, and why. */
@InternalConvertApi
public class InspectedExperience internal constructor(private val plan: ExperiencePlan) {
    private val variations = plan.variations.values.toList()
    private val places = variations.withIndex().associate { (place, variation) -> variation to place }

    /** Its id. */
    public val id: String get() = plan.id

    /** Its key. */
    public val key: String get() = plan.key

    /** Of its variations, those that can be served. */
    public val variationIds: List<String> = variations.map { it.variationId }

    /** Keys of the experiences that its mutual-exclusion rules ask about. */
    public val exclusionKeys: List<String> get() = plan.audiences.exclusionKeys

    /**
     * The place in [variationIds] of what the visitor gets, or -1 and lower for the stage at which the visitor
     * is turned away: -1 for the first of [InspectionInternals.STAGES].
     */
    public fun decide(visitor: InspectedVisitor): Int = place(plan.decide(visitor.visitor))

    /** As [decide], remembered for later experiences of the same call. */
    public fun decideInCall(visitor: InspectedVisitor): Int {
        val decision = plan.decide(visitor.visitor)
        visitor.visitor.note(plan, decision)
        return place(decision)
    }

    /** Where the visitor falls within its traffic: 0 to 9,999. */
    public fun bucketValue(visitorId: String): Int = plan.hash.value(visitorId)

    /** The id of the variation that a bucket value, 0 to 9,999, falls into. */
    public fun variationIdAt(bucketValue: Int): String? = plan.variationAt(bucketValue)?.variationId

    /** Features that the variation with this id carries, by their keys. */
    public fun featuresOf(variationId: String): Set<String> = plan.variations[variationId]?.features?.keys.orEmpty()

    /** Whether it is archived. */
    public val archived: Boolean get() = plan.gate.archived

    /** The only environment that it is for; `null` for all. */
    public val environment: String? get() = plan.gate.environment

    /** `site_area` or `locations`, whichever says where it is active; `null` for everywhere. */
    public val restrictedTo: String?
        get() = when (plan.location) {
            is LocationCondition.Anywhere -> null
            is LocationCondition.SiteArea -> EntityReader.SITE_AREA
            is LocationCondition.AnyOf -> "locations"
        }

    /** Whether a visitor has to be in all of its audiences, not in any. */
    public val needsAllAudiences: Boolean get() = plan.audiences.all

    /** For each listed location that exists, whether the visitor is there; for a site area, one without a name. */
    public fun locations(visitor: InspectedVisitor): List<InspectedCondition> = when (val location = plan.location) {
        is LocationCondition.Anywhere -> emptyList()
        is LocationCondition.SiteArea ->
            listOf(InspectedCondition(null, location.rules.matches(visitor.visitor.location, NoWarnings)))
        is LocationCondition.AnyOf ->
            location.locations.map { InspectedCondition(it.key, it.matches(visitor.visitor)) }
    }

    /** For each audience that exists, whether the visitor is in it. */
    public fun audiences(visitor: InspectedVisitor): List<InspectedCondition> = plan.audiences.audiences.map {
        val skipped = it.permanent && isStored(visitor)
        InspectedCondition(it.key, it.matches(visitor.visitor, plan), skipped, it.rules?.exclusion?.experienceKey)
    }

    /** For each custom segment of which one is needed, whether the visitor is in it. */
    public fun segments(visitor: InspectedVisitor): List<InspectedCondition> = plan.segments.map {
        InspectedCondition(it.key ?: it.id, it.id in visitor.visitor.stored.customSegments)
    }

    /** Whether a stored decision of the visitor's holds. */
    public fun isStored(visitor: InspectedVisitor): Boolean =
        visitor.visitor.stored.bucketing[plan.id]?.let(plan.variations::containsKey) ?: false

    private fun place(decision: Decision): Int = when (decision) {
        is Miss -> -1 - decision.ordinal
        is VariationPlan -> places.getValue(decision)
    }
}

/**
 * One condition, and whether the visitor meets it.
 *
 * @property name the key, or id without one; `null` for a site area.
 * @property matched whether it is met.
 * @property skipped whether it was not asked: a permanent audience of a visitor with a stored decision.
 * @property exclusionKey key of the experience that a mutual-exclusion rule asks about, which then alone decides.
 */
@InternalConvertApi
public class InspectedCondition internal constructor(
    public val name: String?,
    public val matched: Boolean,
    public val skipped: Boolean = false,
    public val exclusionKey: String? = null,
)

private class Stored(override val bucketing: Map<String, String>, override val customSegments: List<*>) :
    StoredDecisions
