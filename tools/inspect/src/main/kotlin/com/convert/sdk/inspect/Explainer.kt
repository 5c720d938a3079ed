package com.convert.sdk.inspect

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType

/** Explains decisions of one configuration. Any thread may ask. */
internal class Explainer(private val snapshot: ConfigSnapshot) {
    private val decisions = Decisions(snapshot)

    fun explain(key: String, visitor: VisitorFacts): Explanation {
        val experience = decisions.experience(key)
        val carriers = if (experience == null) decisions.carriers(key) else null
        return when {
            experience != null -> ofExperience(experience, visitor)
            carriers != null -> ofFeature(key, carriers, visitor)
            else -> explanation(key, visitor, Answer(similarKeys = similarKeys(key)))
        }
    }

    private fun ofExperience(experience: DecidedExperience, facts: VisitorFacts): Explanation {
        val visitor = decisions.crowdOf(facts).visitor(facts.id)
        val explained = explain(experience, visitor, facts)
        val served = explained.key.takeIf { explained.variationId != null }
        return explanation(experience.key, facts, Answer(listOf(explained), served))
    }

    /** One call about several experiences, so that each sees what was decided about those before it. */
    private fun ofFeature(key: String, carriers: List<DecidedExperience>, facts: VisitorFacts): Explanation {
        val visitor = decisions.crowdOf(facts).visitor(facts.id)
        val explained = ArrayList<ExperienceExplanation>()
        for (experience in decisions.experiences) {
            if (experience in carriers) explained += explain(experience, visitor, facts)
            experience.decideInCall(visitor)
        }
        val served = explained.firstOrNull { key in it.features }?.key
        return explanation(key, facts, Answer(explained, served, isFeature = true))
    }

    private class Answer(
        val experiences: List<ExperienceExplanation> = emptyList(),
        val servedBy: String? = null,
        val isFeature: Boolean = false,
        val similarKeys: List<String>? = null,
    )

    private fun explanation(key: String, facts: VisitorFacts, answer: Answer) = Explanation(
        key = key,
        visitorRef = referenceOf(facts.id),
        environment = decisions.environment,
        isFeature = answer.isFeature,
        experiences = answer.experiences,
        servedBy = answer.servedBy,
        similarKeys = answer.similarKeys,
    )

    private fun explain(
        experience: DecidedExperience,
        visitor: DecidedVisitor,
        facts: VisitorFacts,
    ): ExperienceExplanation {
        val outcome = experience.decide(visitor)
        val variationId = if (outcome < 0) null else experience.variationIds[outcome]
        val failed = if (outcome < 0) -1 - outcome else STAGES.size
        val stages = Stages(snapshot, experience, visitor, facts)
        return ExperienceExplanation(
            key = experience.key,
            id = experience.id,
            stages = STAGES.indices.map { stages.explain(it, failed) },
            bucketValue = experience.bucketValue(visitor.id),
            ranges = experience.ranges,
            variationId = variationId,
            variationKey = variationId?.let(experience::nameOf),
            isStored = variationId != null && experience.isStored(visitor),
            features = variationId?.let(experience::featuresOf).orEmpty().toList(),
        )
    }

    private fun similarKeys(key: String): List<String> {
        val known = decisions.experiences.map { it.key } +
            snapshot.entities(EntityType.FEATURE).mapNotNull { it.key }
        return known.map { it to distance(key.lowercase(), it.lowercase()) }
            .filter { (name, distance) -> distance <= maxOf(2, name.length / 3) }
            .sortedBy { it.second }.map { it.first }.distinct().take(MOST_SIMILAR)
    }
}

/** Levenshtein's: how many letters to put in, take out or change. */
private fun distance(from: String, to: String): Int {
    var before = IntArray(to.length + 1) { it }
    for (i in 1..from.length) {
        val row = IntArray(to.length + 1)
        row[0] = i
        for (j in 1..to.length) {
            val changed = before[j - 1] + if (from[i - 1] == to[j - 1]) 0 else 1
            row[j] = minOf(changed, before[j] + 1, row[j - 1] + 1)
        }
        before = row
    }
    return before[to.length]
}

private const val MOST_SIMILAR = 5
