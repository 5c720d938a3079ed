@file:OptIn(InternalConvertApi::class)

package com.convert.sdk.inspect

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType
import com.convert.sdk.InternalConvertApi
import com.convert.sdk.internal.EvaluationInternals
import com.convert.sdk.internal.InspectedCondition
import com.convert.sdk.internal.InspectedExperience
import com.convert.sdk.internal.InspectedProfile
import com.convert.sdk.internal.InspectedProject
import com.convert.sdk.internal.InspectedVisitor
import com.convert.sdk.internal.InspectionInternals

// The one file that looks behind the public API. A snapshot says publicly what is configured, and a context decides for
// its own store; which rule decided, where a variation's range lies, and a decision that leaves no trace for millions
// of visitors are only known to what was compiled. Nothing of it is made anew here: not the hash, and no rule.

/** The stages at which a visitor can be turned away, in their order. */
internal val STAGES: List<String> = InspectionInternals.STAGES

/** The digest that stands for the visitor. */
internal fun referenceOf(visitorId: String): String = InspectionInternals.reference(visitorId)

internal fun matchesRules(rules: Any?, data: Map<String, Any?>): Boolean = EvaluationInternals.matchRule(data, rules)

/** Whether [pattern] is one at all. */
internal fun isPattern(pattern: String): Boolean = EvaluationInternals.matchesPattern(pattern, "") != null

/** A configuration, ready to decide. Immutable but for what is computed once. */
internal class Decisions(val snapshot: ConfigSnapshot) {
    private val project = InspectedProject(snapshot)

    val environment: String? get() = project.environment

    val experiences: List<DecidedExperience> = project.experiences.map { DecidedExperience(it, snapshot) }

    private val byKey = experiences.associateBy { it.key }

    /** Whether decisions about one experience depend on those about others. */
    val hasExclusions: Boolean = experiences.any { it.exclusionKeys.isNotEmpty() }

    fun experience(key: String): DecidedExperience? = byKey[key]

    fun carriers(featureKey: String): List<DecidedExperience>? = project.carriers(featureKey)?.mapNotNull(byKey::get)

    fun crowd(attributes: Map<String, Any?>, location: Map<String, Any?>): Crowd =
        Crowd(project.profile(attributes, location))

    fun crowdOf(visitor: VisitorFacts): Crowd =
        Crowd(project.profile(visitor.attributes, visitor.location, visitor.bucketing, visitor.customSegments))
}

/** Visitors with everything but their ids in common. */
internal class Crowd(private val profile: InspectedProfile) {
    fun visitor(id: String): DecidedVisitor = DecidedVisitor(profile.visitor(id), id)
}

/** A visitor in one call. */
internal class DecidedVisitor(val inner: InspectedVisitor, val id: String)

/** One condition and whether it is met. */
internal class MetCondition(condition: InspectedCondition) {
    val name: String? = condition.name
    val matched: Boolean = condition.matched
    val skipped: Boolean = condition.skipped
    val exclusionKey: String? = condition.exclusionKey
}

/** An experience, ready to decide. */
internal class DecidedExperience(private val inner: InspectedExperience, snapshot: ConfigSnapshot) {
    val id: String get() = inner.id
    val key: String get() = inner.key
    val raw: Map<String, Any?> = snapshot.entityByKey(EntityType.EXPERIENCE, inner.key)?.raw.orEmpty()
    val archived: Boolean get() = inner.archived
    val environment: String? get() = inner.environment
    val restrictedTo: String? get() = inner.restrictedTo
    val needsAllAudiences: Boolean get() = inner.needsAllAudiences
    val exclusionKeys: List<String> get() = inner.exclusionKeys
    val variationIds: List<String> get() = inner.variationIds

    /** The places of the variations' ranges, as far as visitors can tell: tried with every bucket value there is. */
    val ranges: List<TrafficRange> by lazy { findRanges() }

    /** As configured, without what is no object. */
    val variations: List<Map<*, *>> = (raw["variations"] as? List<*>).orEmpty().filterIsInstance<Map<*, *>>()

    // Of two with one id the first is served.
    private val variationKeys: Map<String, String> =
        variations.reversed().associate { "${it["id"]}" to (it["key"] as? String ?: "${it["id"]}") }

    fun nameOf(variationId: String): String = variationKeys[variationId] ?: variationId

    fun featuresOf(variationId: String): Set<String> = inner.featuresOf(variationId)

    fun decide(visitor: DecidedVisitor): Int = inner.decide(visitor.inner)

    fun decideInCall(visitor: DecidedVisitor): Int = inner.decideInCall(visitor.inner)

    fun bucketValue(visitorId: String): Int = inner.bucketValue(visitorId)

    fun isStored(visitor: DecidedVisitor): Boolean = inner.isStored(visitor.inner)

    fun locations(visitor: DecidedVisitor): List<MetCondition> = inner.locations(visitor.inner).map(::MetCondition)

    fun audiences(visitor: DecidedVisitor): List<MetCondition> = inner.audiences(visitor.inner).map(::MetCondition)

    fun segments(visitor: DecidedVisitor): List<MetCondition> = inner.segments(visitor.inner).map(::MetCondition)

    private fun findRanges(): List<TrafficRange> {
        val found = ArrayList<TrafficRange>()
        var start = 0
        var current = inner.variationIdAt(0)
        for (value in 1..BUCKETS) {
            val next = if (value < BUCKETS) inner.variationIdAt(value) else null
            if (value == BUCKETS || next != current) {
                found += TrafficRange(current, current?.let(::nameOf), start, value)
                start = value
                current = next
            }
        }
        return found
    }
}

internal fun ConfigSnapshot.rulesOf(type: EntityType, listed: Collection<String>, names: List<String?>): List<Any?> {
    val entities = entities(type).filter { it.id in listed }
    // What was compiled has those listed, in configuration order; the names tell when that is not so.
    val isSame = entities.map { it.key ?: it.id } == names
    return if (isSame) entities.map { it.raw["rules"] } else names.map { null }
}

internal const val BUCKETS = 10_000
