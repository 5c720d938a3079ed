package com.convert.sdk.inspect

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType

/** Whether each feature can be served, and each audience, segment and location is used. */
internal class FeatureCheck(
    private val decisions: Decisions,
    private val snapshot: ConfigSnapshot,
    private val findings: Findings,
) {
    fun run() {
        snapshot.features.forEach { feature -> feature.key?.let(::carried) }
        unused(EntityType.AUDIENCE, "audiences")
        unused(EntityType.LOCATION, "locations")
    }

    private fun carried(key: String) {
        val carriers = decisions.carriers(key) ?: return
        val feature = snapshot.entityByKey(EntityType.FEATURE, key)
        if (carriers.isEmpty()) {
            findings.problem("feature_not_carried", feature, "no variation of any experience carries it")
        } else if (carriers.none { serves(it, key) }) {
            val message = "no visitor gets a variation that carries it: they are archived or without traffic"
            findings.problem("feature_not_served", feature, message)
        }
    }

    private fun serves(experience: DecidedExperience, key: String) = !experience.archived &&
        experience.ranges.any { range -> range.variationId != null && key in experience.featuresOf(range.variationId) }

    private fun unused(type: EntityType, list: String) {
        val used = decisions.experiences.flatMap { (it.raw[list] as? List<*>).orEmpty() }.map { "$it" }.toSet()
        for (entity in snapshot.entities(type)) {
            if (entity.id !in used) findings.note("unused", entity, "no experience refers to it")
        }
    }
}
