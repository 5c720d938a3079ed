package com.convert.sdk.inspect

import com.convert.sdk.Context
import com.convert.sdk.Core
import com.convert.sdk.EvaluationOptions
import com.convert.sdk.inspect.fixture.Generated
import com.convert.sdk.inspect.fixture.withCore
import com.convert.sdk.result.ExperienceDiagnostic
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

private const val VISITORS = 8
private val quiet = EvaluationOptions {
    enableTracking = false
    enableStorage = false
}

/** Explanations beside what contexts decide; `-Dinspect.decisions=1000000` is the long form. */
class AgreementSpec : StringSpec({
    "an explanation says what a context decides, and its rules add up to it" {
        val wanted = System.getProperty("inspect.decisions").toInt()
        val run = AgreementRun()
        var seed = 0L
        while (run.decisions < wanted) run.compare(Generated(seed++))
        println("explanations that agree: ${run.decisions}, of $seed configurations")
        println("of these, served: ${run.served}; turned away: ${run.stages}")
        withClue("every stage comes up") { run.stages.keys shouldBe STAGES.toSet() }
    }
})

private class AgreementRun {
    var decisions = 0
    var served = 0
    val stages = sortedMapOf<String, Int>()

    suspend fun compare(generated: Generated) = withCore(generated.json(), generated.environment) { core ->
        val explainer = Explainer(checkNotNull(core.currentConfig))
        repeat(VISITORS) { visit(core, generated, explainer) }
    }

    private suspend fun visit(core: Core, generated: Generated, explainer: Explainer) {
        val location = generated.attributes()
        val context = core.createContext(generated.visitor(), generated.attributes(), location)
        val segment = generated.pick(listOf("s0", "s1"))
        if (generated.chance(40)) context.setSegments(mapOf("customSegments" to listOf(segment)))
        if (generated.chance(40)) context.runExperience(generated.pick(generated.keys))
        val facts = facts(context, location)
        for (key in generated.keys) experience(context, explainer.explain(key, facts))
        for (key in listOf("feature-0", "feature-1")) feature(context, explainer.explain(key, facts))
    }

    private suspend fun facts(context: Context, location: Map<String, Any?>): VisitorFacts {
        val state = context.state()
        val segments = (state.defaultSegments["customSegments"] as? List<*>).orEmpty().map { "$it" }
        return VisitorFacts(context.visitorId, state.visitorAttributes, location, state.bucketing, segments)
    }

    private suspend fun experience(context: Context, explanation: Explanation) {
        val explained = explanation.experiences.single()
        val decided = context.runExperience(explanation.key, quiet)
        withClue("${explanation.key}: ${explanation.toText()}") {
            explained.variationId shouldBe decided?.variationId
            explained.variationKey shouldBe decided?.variationKey
            sameAs(context.diagnoseExperience(explanation.key, quiet), explanation, explained)
            addsUp(explained)
        }
        decisions++
        if (decided != null) served++
        explained.failedStage?.let { stages.merge(it, 1, Int::plus) }
    }

    private fun sameAs(diagnosis: ExperienceDiagnostic, explanation: Explanation, explained: ExperienceExplanation) {
        explained.failedStage shouldBe diagnosis.details["stage"]
        explained.bucketValue shouldBe diagnosis.details["bucket_value"]
        explanation.visitorRef shouldBe diagnosis.details["visitor_ref"]
        explanation.environment shouldBe diagnosis.details["environment"]
        val failed = diagnosis.details["failed_audiences"] ?: return
        val conditions = explained.stages.first { it.name == "audience" }.conditions
        conditions.filterNot { it.matched || it.skipped }.map { it.name } shouldBe failed
    }

    private suspend fun feature(context: Context, explanation: Explanation) {
        val decided = context.runFeature(explanation.key, quiet)
        withClue("${explanation.key}: ${explanation.toText()}") {
            explanation.servedBy shouldBe decided?.experienceKey
            explanation.experiences.forEach(::addsUp)
        }
        decisions++
    }
}

/** Each part of an explanation follows from the parts within it. */
private fun addsUp(explained: ExperienceExplanation) {
    val value = explained.bucketValue
    val range = explained.ranges.single { value >= it.from && value < it.until }
    if (explained.variationId != null && !explained.isStored) range.variationId shouldBe explained.variationId
    if (explained.failedStage == "traffic") range.variationId shouldBe null
    for (stage in explained.stages.filter { it.outcome != StageOutcome.NOT_REACHED }) {
        val asked = stage.conditions.filterNot { it.skipped }
        val all = stage.because.endsWith("in all of its audiences")
        val passes = asked.isEmpty() || if (all) asked.all { it.matched } else asked.any { it.matched }
        if (stage.conditions.isNotEmpty()) passes shouldBe (stage.outcome == StageOutcome.PASSED)
        stage.conditions.filter { it.because == null }.forEach(::conditionAddsUp)
    }
}

private fun conditionAddsUp(condition: ConditionExplanation) {
    condition.matched shouldBe condition.blocks.any { it.matched }
    for (block in condition.blocks) {
        block.matched shouldBe block.groups.all { it.matched }
        for (group in block.groups) group.matched shouldBe group.checks.any { it.matched }
    }
}
