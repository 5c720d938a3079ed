package com.convert.sdk.inspect

import com.convert.sdk.ConfigSnapshot

/**
 * A variation and the traffic that is planned for it.
 *
 * @property id its id.
 * @property name its key, or id without one.
 * @property share its share of all bucket values, from 0 to 1.
 */
@ConsistentCopyVisibility
public data class PlannedVariation internal constructor(
    public val id: String,
    public val name: String,
    public val share: Double,
)

/**
 * An experience as it decides.
 *
 * @property key its key.
 * @property id its id.
 * @property archived whether nobody gets it any more.
 * @property environment the only environment that it is for; `null` for all.
 * @property variations its variations, in configuration order.
 * @property ranges what the bucket values are for, without a gap from 0 to 10,000.
 */
public class PlannedExperience internal constructor(
    public val key: String,
    public val id: String,
    public val archived: Boolean,
    public val environment: String?,
    public val variations: List<PlannedVariation>,
    public val ranges: List<TrafficRange>,
)

internal fun planOf(snapshot: ConfigSnapshot): List<PlannedExperience> = Decisions(snapshot).experiences.map {
    val ids = it.variations.map { variation -> "${variation["id"]}" }.filter(it.variationIds::contains).distinct()
    val variations = ids.map { id -> PlannedVariation(id, it.nameOf(id), it.shareOf(id)) }
    PlannedExperience(it.key, it.id, it.archived, it.environment, variations, it.ranges)
}

private fun DecidedExperience.shareOf(variationId: String): Double =
    ranges.filter { it.variationId == variationId }.sumOf { it.until - it.from }.toDouble() / BUCKETS
