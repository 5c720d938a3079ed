package com.convert.sdk.inspect

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType

/** Says stage by stage what decided about one experience for one visitor. */
internal class Stages(
    private val snapshot: ConfigSnapshot,
    private val experience: DecidedExperience,
    private val visitor: DecidedVisitor,
    private val facts: VisitorFacts,
) {
    private val attributeRules = RuleChecks(facts.attributes)

    /** The stage at [place], of a decision that ended at the stage [failed]. */
    fun explain(place: Int, failed: Int): StageExplanation {
        val name = STAGES[place]
        if (place > failed) return StageExplanation(name, StageOutcome.NOT_REACHED, "not reached", emptyList())
        val passed = place < failed
        val (because, conditions) = when (name) {
            "archived" -> (if (passed) "not archived" else "the experience is archived") to emptyList()
            "environment" -> environment(passed) to emptyList()
            "location" -> location()
            "audience" -> audience(passed)
            "segment" -> segment()
            "variations" -> counted(experience.variationIds.size, "variation") to emptyList()
            else -> traffic(passed) to emptyList()
        }
        return StageExplanation(name, if (passed) StageOutcome.PASSED else StageOutcome.FAILED, because, conditions)
    }

    private fun environment(passed: Boolean): String = when (val environment = experience.environment) {
        null -> "for every environment"
        else -> "for environment ${quoted(environment)}" + if (passed) "" else " alone"
    }

    private fun location(): Pair<String, List<ConditionExplanation>> {
        val rules = RuleChecks(facts.location)
        val met = experience.locations(visitor)
        return when (experience.restrictedTo) {
            null -> "active everywhere" to emptyList()
            "site_area" -> "within the site area" to listOf(explain(met[0], experience.raw["site_area"], rules))
            else -> {
                val trees = snapshot.rulesOf(EntityType.LOCATION, ids("locations"), met.map { it.name })
                val because = if (met.isEmpty()) "none of its locations exists" else "at any of its locations"
                because to met.mapIndexed { at, condition -> explain(condition, trees[at], rules) }
            }
        }
    }

    private fun audience(passed: Boolean): Pair<String, List<ConditionExplanation>> {
        val met = experience.audiences(visitor)
        val trees = snapshot.rulesOf(EntityType.AUDIENCE, ids("audiences"), met.map { it.name })
        val conditions = met.mapIndexed { at, condition -> explain(condition, trees[at], attributeRules) }
        val because = when {
            met.isEmpty() -> "no audience restricts it"
            met.all { it.skipped } -> "a stored decision stands for its permanent audiences"
            else -> "in ${if (experience.needsAllAudiences) "all" else "any"} of its audiences"
        }
        return (if (passed || met.isEmpty()) because else "not $because") to conditions
    }

    private fun segment(): Pair<String, List<ConditionExplanation>> {
        val met = experience.segments(visitor)
        val because = if (met.isEmpty()) "no custom segment restricts it" else "in any of its custom segments"
        return because to met.map {
            val why = if (it.matched) "matched before" else "not among the visitor's matched custom segments"
            ConditionExplanation(it.name, it.matched, skipped = false, why, emptyList())
        }
    }

    private fun traffic(passed: Boolean): String {
        val value = experience.bucketValue(visitor.id)
        return when {
            passed && experience.isStored(visitor) -> "the visitor's stored decision holds"
            passed -> "bucket value ${grouped(value.toLong())} falls into a variation's range"
            else -> "bucket value ${grouped(value.toLong())} falls outside every variation's range"
        }
    }

    private fun explain(met: MetCondition, rules: Any?, checks: RuleChecks): ConditionExplanation {
        val because = when {
            met.skipped -> "permanent: not asked again of a visitor with a stored decision"
            met.exclusionKey != null -> exclusion(met)
            rules == null -> "it has no rules, so it matches nobody"
            else -> null
        }
        val blocks = if (because == null) checks.blocks(rules) else emptyList()
        return ConditionExplanation(met.name, met.matched, met.skipped, because, blocks)
    }

    private fun exclusion(met: MetCondition): String {
        val key = checkNotNull(met.exclusionKey)
        val known = snapshot.entityByKey(EntityType.EXPERIENCE, key) != null
        val missing = if (known) "" else ", which does not exist"
        return "decided by mutual exclusion alone: whether the visitor has a variation of ${quoted(key)}$missing"
    }

    private fun ids(name: String): List<String> = (experience.raw[name] as? List<*>).orEmpty().map { "$it" }
}
