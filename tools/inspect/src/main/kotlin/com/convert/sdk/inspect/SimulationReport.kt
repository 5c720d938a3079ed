package com.convert.sdk.inspect

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/**
 * One variation of a simulated experience.
 *
 * @property id its id; `null` for visitors who qualify and fall outside the experience's traffic.
 * @property name its key, or id without one; `(outside the traffic)` as [id].
 * @property allocation traffic as configured; `null` when the configuration gives none.
 * @property planned share of the bucket values that is its own, from 0 to 1.
 * @property count visitors it got.
 * @property share their share of those who qualify.
 * @property interval what the share may truly be, with a confidence of 95 %.
 */
@ConsistentCopyVisibility
public data class SimulatedVariation internal constructor(
    public val id: String?,
    public val name: String,
    public val allocation: Any?,
    public val planned: Double,
    public val count: Long,
    public val share: Double,
    public val interval: Interval,
)

/**
 * What a simulation saw of one experience.
 *
 * @property key its key.
 * @property id its id.
 * @property turnedAway visitors who do not qualify, by the stage that says so.
 * @property qualified visitors who do.
 * @property variations its variations in configuration order, and what is outside its traffic, if anything is.
 * @property ratio the sample-ratio check of those who qualify; its arms are named by ids.
 */
public class SimulatedExperience internal constructor(
    public val key: String,
    public val id: String,
    public val turnedAway: Map<String, Long>,
    public val qualified: Long,
    public val variations: List<SimulatedVariation>,
    public val ratio: SrmReport,
)

/**
 * How a crowd of visitors is split.
 *
 * @property visitors how many were decided about.
 * @property experiences the experiences asked about, in configuration order.
 */
public class SimulationReport internal constructor(
    public val visitors: Long,
    public val experiences: List<SimulatedExperience>,
) : Report {
    /** Whether the split of an experience is not the planned one. */
    override val hasFindings: Boolean get() = experiences.any { it.ratio.hasFindings }

    override fun toJson(): JsonObject = buildJsonObject {
        put("visitors", visitors)
        put("experiences", JsonArray(experiences.map(::experienceJson)))
    }

    private fun experienceJson(experience: SimulatedExperience) = buildJsonObject {
        put("key", experience.key)
        put("id", experience.id)
        putJsonObject("turned_away") { experience.turnedAway.forEach { (stage, count) -> put(stage, count) } }
        put("qualified", experience.qualified)
        put("variations", JsonArray(experience.variations.map(::variationJson)))
        put("verdict", experience.ratio.verdict.name.lowercase())
        put("p_value", experience.ratio.pValue)
    }

    private fun variationJson(variation: SimulatedVariation) = buildJsonObject {
        put("id", variation.id)
        put("name", variation.name)
        put("allocation", plainJson(variation.allocation))
        put("planned", variation.planned)
        put("count", variation.count)
        put("share", variation.share)
        put("interval", variation.interval.toJson())
    }

    override fun toText(style: TextStyle): String = buildList {
        add("${grouped(visitors)} visitors")
        experiences.forEach { addAll(lines(it, style)) }
    }.joinToString("\n")

    private fun lines(experience: SimulatedExperience, style: TextStyle): List<String> = buildList {
        add("")
        add(style.strong("Experience ${quoted(experience.key)}"))
        add("  qualified    ${grouped(experience.qualified)} (${percent(share(experience.qualified))})")
        experience.turnedAway.forEach { (stage, count) ->
            add("  turned away  ${grouped(count)} (${percent(share(count))}) at: $stage")
        }
        if (experience.qualified == 0L) return@buildList
        armLines(experience.variations.map { SrmArm(it.name, it.planned, it.count, it.share, it.interval) })
            .forEach { add("  $it") }
        add("  " + experience.ratio.verdictLine(style))
    }

    private fun share(count: Long) = count.toDouble() / visitors

    /** The split as a picture: planned and seen shares of each variation, as an SVG document. */
    public fun toSvg(): String = SplitChart(this).svg()
}
