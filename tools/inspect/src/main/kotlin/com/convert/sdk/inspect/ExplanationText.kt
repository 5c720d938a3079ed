package com.convert.sdk.inspect

import java.util.Locale

/** An explanation for people. */
internal class ExplanationText(private val style: TextStyle) {
    fun of(explanation: Explanation): String = buildList {
        add(head(explanation))
        explanation.experiences.forEach { addAll(experience(it, named = explanation.isFeature)) }
        add(style.strong("Result: ") + result(explanation))
    }.joinToString("\n")

    private fun head(explanation: Explanation): String {
        val kind = if (explanation.isFeature) "Feature" else "Experience"
        val where = explanation.environment?.let { ", environment ${quoted(it)}" } ?: ""
        return style.strong("$kind ${quoted(explanation.key)}") + " for visitor ${explanation.visitorRef}$where"
    }

    private fun result(explanation: Explanation): String {
        val serving = explanation.experiences.firstOrNull { it.key == explanation.servedBy }
        return when {
            explanation.similarKeys != null -> style.bad("no experience and no feature has this key") +
                explanation.similarKeys.joinToString { quoted(it) }.let { if (it.isEmpty()) "" else "; there is $it" }
            serving != null && explanation.isFeature ->
                style.good("enabled") + " by variation ${named(serving)} of ${quoted(serving.key)}"
            serving != null -> style.good("variation ${named(serving)}") + how(serving)
            explanation.experiences.isEmpty() -> style.warning("not enabled") + ": no variation carries it"
            explanation.isFeature -> style.warning("not enabled") + ": the visitor gets no variation that carries it"
            else -> style.warning("no variation") + ", turned away at: ${explanation.experiences[0].failedStage}"
        }
    }

    private fun how(experience: ExperienceExplanation): String =
        if (experience.isStored) ", as stored" else ", by bucket value ${grouped(experience.bucketValue.toLong())}"

    private fun named(experience: ExperienceExplanation) = quoted(experience.variationKey.orEmpty())

    private fun experience(experience: ExperienceExplanation, named: Boolean): List<String> = buildList {
        if (named) add(style.strong("Experience ${quoted(experience.key)}"))
        experience.stages.forEach { addAll(stage(it)) }
        addAll(ruler(experience))
    }

    private fun stage(stage: StageExplanation): List<String> = buildList {
        add("  ${mark(stage.outcome)} ${stage.name.padEnd(NAME_WIDTH)} ${because(stage)}")
        if (stage.outcome != StageOutcome.NOT_REACHED) stage.conditions.forEach { addAll(condition(it)) }
    }

    private fun because(stage: StageExplanation) =
        if (stage.outcome == StageOutcome.NOT_REACHED) style.faint(stage.because) else stage.because

    private fun mark(outcome: StageOutcome): String = when (outcome) {
        StageOutcome.PASSED -> style.good("ok")
        StageOutcome.FAILED -> style.bad("NO")
        StageOutcome.NOT_REACHED -> style.faint("--")
    }

    private fun mark(matched: Boolean): String = if (matched) style.good("ok") else style.bad("NO")

    private fun condition(condition: ConditionExplanation): List<String> = buildList {
        val name = condition.name?.let(::quoted) ?: "its rules"
        val mark = if (condition.skipped) style.faint("--") else mark(condition.matched)
        add("       $mark $name" + (condition.because?.let { ": $it" } ?: ""))
        condition.blocks.forEachIndexed { at, block ->
            if (at > 0) add("            " + style.faint("or"))
            block.groups.forEachIndexed { place, group -> addAll(group(group, first = place == 0)) }
        }
    }

    private fun group(group: RuleGroup, first: Boolean): List<String> = buildList {
        if (!first) add("            " + style.faint("and"))
        group.checks.forEachIndexed { at, check ->
            add("          ${mark(check.matched)} ${if (at > 0) "or " else ""}${comparison(check)}")
        }
    }

    private fun comparison(check: RuleCheck): String {
        val verb = (if (check.negated) "not " else "") + (check.matchType?.let(::shown) ?: "?")
        val value = if (check.expectedKind == "nothing") "" else " ${brief(check.expected)}"
        val kinds = "expected ${check.expectedKind}, got ${check.actualKind}"
        val note = check.note?.let { "; " + style.warning(it) } ?: ""
        return "${check.attribute?.let(::shown) ?: "?"} $verb$value  " + style.faint("($kinds)") + note
    }

    private fun ruler(experience: ExperienceExplanation): List<String> {
        val at = experience.bucketValue * RULER / BUCKETS
        val line = CharArray(RULER) { '.' }
        experience.ranges.forEachIndexed { _, range ->
            if (range.variationId == null) return@forEachIndexed
            for (place in range.from * RULER / BUCKETS until range.until * RULER / BUCKETS) line[place] = '='
            line[(range.from * RULER / BUCKETS).coerceAtMost(RULER - 1)] = '['
        }
        return listOf("     |${String(line)}|", "      ${" ".repeat(at)}^ ${experience.bucketValue}") +
            experience.ranges.map(::legend)
    }

    private fun legend(range: TrafficRange): String {
        val values = String.format(Locale.ROOT, "%5d to %5d", range.from, range.until - 1)
        return "      $values  ${range.variationKey?.let(::shown) ?: style.faint("outside the traffic")}"
    }
}

private const val NAME_WIDTH = 11
private const val RULER = 60
