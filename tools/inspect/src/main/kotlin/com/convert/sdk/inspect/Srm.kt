package com.convert.sdk.inspect

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import org.apache.commons.statistics.inference.ChiSquareTest

/** What a sample-ratio check says. */
public enum class SrmVerdict {
    /** The split is what was planned, as far as the sample can tell. */
    HEALTHY,

    /** The split is not what was planned: results of this experience are not to be trusted. */
    MISMATCH,

    /** Variations that are planned without traffic have visitors. */
    UNPLANNED_VISITORS,

    /** Fewer than 100 visitors: too early to say. */
    TOO_FEW,
}

/**
 * One variation in a sample-ratio check.
 *
 * @property name its name.
 * @property planned the planned share of the visitors counted, from 0 to 1.
 * @property count visitors that were seen.
 * @property share the seen share, from 0 to 1.
 * @property interval what the share may truly be.
 */
@ConsistentCopyVisibility
public data class SrmArm internal constructor(
    public val name: String,
    public val planned: Double,
    public val count: Long,
    public val share: Double,
    public val interval: Interval,
)

/**
 * Whether visitors are split as planned: a chi-square test of goodness of fit.
 *
 * @property verdict what the check says.
 * @property arms all variations, in the order in which they were given.
 * @property visitors visitors in all of them.
 * @property statistic the chi-square statistic; `null` when there was nothing to test.
 * @property pValue how likely a split at least as far from the plan is when nothing is wrong; `null` as [statistic].
 * @property level the verdict is a mismatch when [pValue] is below it.
 * @property unplanned names of the variations without planned traffic that have visitors.
 */
public class SrmReport internal constructor(
    public val verdict: SrmVerdict,
    public val arms: List<SrmArm>,
    public val visitors: Long,
    public val statistic: Double?,
    public val pValue: Double?,
    public val level: Double,
    public val unplanned: List<String>,
) : Report {
    override val hasFindings: Boolean
        get() = verdict == SrmVerdict.MISMATCH || verdict == SrmVerdict.UNPLANNED_VISITORS

    override fun toJson(): JsonObject = buildJsonObject {
        put("verdict", verdict.name.lowercase())
        put("visitors", visitors)
        put("statistic", statistic)
        put("p_value", pValue)
        put("level", level)
        put("variations", JsonArray(arms.map(::armJson)))
        put("unplanned", JsonArray(unplanned.map(::JsonPrimitive)))
    }

    private fun armJson(arm: SrmArm) = buildJsonObject {
        put("name", arm.name)
        put("planned", arm.planned)
        put("count", arm.count)
        put("share", arm.share)
        put("interval", arm.interval.toJson())
    }

    override fun toText(style: TextStyle): String = (armLines(arms) + verdictLine(style)).joinToString("\n")

    internal fun verdictLine(style: TextStyle): String = when (verdict) {
        SrmVerdict.HEALTHY -> style.good("healthy") + ": the split is as planned (${tested()})"
        SrmVerdict.MISMATCH -> style.bad("MISMATCH") + ": the split is not as planned (${tested()})"
        SrmVerdict.UNPLANNED_VISITORS ->
            style.bad("UNPLANNED VISITORS") + ": no traffic is planned for ${unplanned.joinToString { quoted(it) }}"
        SrmVerdict.TOO_FEW -> style.warning("too early") + ": ${grouped(visitors)} of at least $FEWEST visitors"
    }

    private fun tested(): String {
        val p = pValue ?: return "nothing to compare"
        return "p ${pText(p)}, level ${twoDigits(level)}"
    }

    internal companion object {
        const val FEWEST = 100L
    }
}

internal fun armLines(arms: List<SrmArm>): List<String> {
    val head = listOf("variation", "planned", "seen", "visitors", "seen, by interval", "")
    val rows = arms.map {
        val interval = it.interval.toText()
        listOf(shown(it.name), percent(it.planned), percent(it.share), grouped(it.count), interval, bar(it.share))
    }
    return columns(listOf(head) + rows, right = setOf(1, 2, 3))
}

internal fun bar(share: Double): String = "#".repeat(Math.round(share * BAR_WIDTH).toInt())

/** Does the check; [planned] shares need not add up to anything. */
internal fun checkRatio(
    planned: Map<String, Double>,
    seen: Map<String, Long>,
    level: Double,
    confidence: Double = CONFIDENCE,
): SrmReport {
    val names = (planned.keys + seen.keys).toList()
    val total = seen.values.sum()
    val whole = planned.values.sum()
    val arms = names.map { name ->
        val count = seen[name] ?: 0
        val share = if (total == 0L) 0.0 else count.toDouble() / total
        SrmArm(name, (planned[name] ?: 0.0) / whole, count, share, Interval.of(count, total, confidence))
    }
    val unplanned = arms.filter { it.planned == 0.0 && it.count > 0 }.map { it.name }
    val tested = arms.filter { it.planned > 0 }
    val test = if (tested.size > 1 && tested.sumOf { it.count } >= SrmReport.FEWEST) test(tested) else null
    return SrmReport(
        verdict = verdict(total, unplanned, test?.pValue, level),
        arms = arms,
        visitors = total,
        statistic = test?.statistic,
        pValue = test?.pValue,
        level = level,
        unplanned = unplanned,
    )
}

private fun test(arms: List<SrmArm>) = ChiSquareTest.withDefaults()
    .test(DoubleArray(arms.size) { arms[it].planned }, LongArray(arms.size) { arms[it].count })

private fun verdict(total: Long, unplanned: List<String>, pValue: Double?, level: Double): SrmVerdict = when {
    unplanned.isNotEmpty() -> SrmVerdict.UNPLANNED_VISITORS
    total < SrmReport.FEWEST -> SrmVerdict.TOO_FEW
    pValue != null && pValue < level -> SrmVerdict.MISMATCH
    else -> SrmVerdict.HEALTHY
}

internal const val CONFIDENCE = 0.95
private const val BAR_WIDTH = 20
