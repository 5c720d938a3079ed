package com.convert.sdk.internal.decision

import com.convert.sdk.internal.evaluation.AudiencePlan
import com.convert.sdk.internal.evaluation.ExperiencePlan
import com.convert.sdk.internal.evaluation.LocationCondition
import com.convert.sdk.internal.evaluation.Miss
import com.convert.sdk.internal.evaluation.Visitor
import com.convert.sdk.internal.evaluation.matches
import com.convert.sdk.result.DiagnosticReason

/** Says in words, and by name, what turned a visitor away from an experience. */
internal class MissExplainer(private val experience: ExperiencePlan, private val visitor: Visitor) {
    fun of(miss: Miss): Diagnosis.Finding = when (miss) {
        Miss.ARCHIVED -> finding("archived", "the experience is archived")
        Miss.ENVIRONMENT -> finding(
            "environment",
            "the experience is for environment '${experience.gate.environment}' only, and the settings say " +
                (visitor.experiences.environment?.let { "'$it'" } ?: "none"),
            "experience_environment" to experience.gate.environment,
        )

        Miss.LOCATION -> location()
        Miss.AUDIENCE -> audience()
        Miss.SEGMENT -> finding(
            "segment",
            "the visitor is in none of the segments ${names(segmentKeys())}",
            "segments" to segmentKeys(),
        )

        Miss.NO_VARIATION -> finding("variations", "the experience has no variations")
        Miss.TRAFFIC -> finding("traffic", "the visitor's bucket value falls outside the traffic of every variation")
    }

    private fun location(): Diagnosis.Finding {
        val locations = (experience.location as? LocationCondition.AnyOf)?.locations?.map { it.key }
        return when {
            locations == null -> finding("location", "the visitor is outside the site area")
            locations.isEmpty() -> finding("location", "none of the experience's locations exists")
            else -> finding(
                "location",
                "the visitor is at none of the locations ${names(locations)}",
                "locations" to locations,
            )
        }
    }

    private fun audience(): Diagnosis.Finding {
        val bucketed = visitor.stored.bucketing[experience.id]?.let(experience.variations::containsKey) ?: false
        val asked = experience.audiences.audiences.filterNot { bucketed && it.permanent }
        val failed = asked.filterNot { it.matches(visitor, experience) }.map(AudiencePlan::key)
        val how = if (experience.audiences.all) "all" else "one"
        return finding(
            "audience",
            "the visitor has to match $how of the audiences ${names(asked.map(AudiencePlan::key))} " +
                "and does not match ${names(failed)}",
            "failed_audiences" to failed,
        )
    }

    private fun segmentKeys(): List<String> = experience.segments.map { it.key ?: it.id }

    private fun names(keys: List<String>): String = keys.joinToString { "'$it'" }

    // The closed list of reasons has one for all of these; `stage` and the message tell them apart.
    private fun finding(stage: String, message: String, vararg details: Pair<String, Any?>) =
        Diagnosis.Finding(DiagnosticReason.AUDIENCE_MISMATCH, message, details = mapOf("stage" to stage) + details)
}
