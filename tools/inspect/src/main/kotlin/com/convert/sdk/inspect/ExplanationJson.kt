package com.convert.sdk.inspect

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

internal fun explanationJson(explanation: Explanation): JsonObject = buildJsonObject {
    put("key", explanation.key)
    put("kind", if (explanation.isFeature) "feature" else "experience")
    put("visitor_ref", explanation.visitorRef)
    put("environment", explanation.environment)
    put("served_by", explanation.servedBy)
    put("experiences", JsonArray(explanation.experiences.map(::experienceJson)))
    explanation.similarKeys?.let { put("similar_keys", texts(it)) }
}

private fun experienceJson(experience: ExperienceExplanation) = buildJsonObject {
    put("key", experience.key)
    put("id", experience.id)
    put("variation_id", experience.variationId)
    put("variation_key", experience.variationKey)
    put("stored", experience.isStored)
    put("features", texts(experience.features))
    put("bucket_value", experience.bucketValue)
    put("failed_stage", experience.failedStage)
    put("ranges", JsonArray(experience.ranges.map(::rangeJson)))
    put("stages", JsonArray(experience.stages.map(::stageJson)))
}

private fun rangeJson(range: TrafficRange) = buildJsonObject {
    put("variation_id", range.variationId)
    put("variation_key", range.variationKey)
    put("from", range.from)
    put("until", range.until)
}

private fun stageJson(stage: StageExplanation) = buildJsonObject {
    put("stage", stage.name)
    put("outcome", stage.outcome.name.lowercase())
    put("because", stage.because)
    put("conditions", JsonArray(stage.conditions.map(::conditionJson)))
}

private fun conditionJson(condition: ConditionExplanation) = buildJsonObject {
    put("name", condition.name)
    put("matched", condition.matched)
    put("skipped", condition.skipped)
    put("because", condition.because)
    put("blocks", JsonArray(condition.blocks.map(::blockJson)))
}

private fun blockJson(block: RuleBlock) = buildJsonObject {
    put("matched", block.matched)
    put("groups", JsonArray(block.groups.map(::groupJson)))
}

private fun groupJson(group: RuleGroup) = buildJsonObject {
    put("matched", group.matched)
    put("checks", JsonArray(group.checks.map(::checkJson)))
}

private fun checkJson(check: RuleCheck) = buildJsonObject {
    put("attribute", check.attribute)
    put("match_type", check.matchType)
    put("negated", check.negated)
    put("expected", plainJson(check.expected))
    put("expected_kind", check.expectedKind)
    put("actual_kind", check.actualKind)
    put("matched", check.matched)
    put("note", check.note)
}

internal fun texts(texts: Collection<String>): JsonArray = JsonArray(texts.map(::JsonPrimitive))
