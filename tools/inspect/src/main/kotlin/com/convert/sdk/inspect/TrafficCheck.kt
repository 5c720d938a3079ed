package com.convert.sdk.inspect

import com.convert.sdk.ConfigEntity
import java.util.Locale

/** Whether each variation of an experience gets the visitors that the configuration says. */
internal class TrafficCheck(
    private val experience: DecidedExperience,
    private val entity: ConfigEntity,
    private val findings: Findings,
) {
    private val widths = experience.ranges.groupBy { it.variationId }
        .mapValues { (_, ranges) -> ranges.sumOf { it.until - it.from } }
    private val running = experience.variations.filter { isRunning(it) && it["id"] != null }

    fun run() {
        if (experience.archived) return
        identities()
        if (experience.variationIds.isEmpty()) {
            findings.problem("no_variations", entity, "it has no variations, so nobody gets one")
            return
        }
        if (widths.keys.none { it != null }) {
            findings.problem("no_traffic", entity, "no bucket value falls into a variation, so nobody gets one")
            return
        }
        whole()
        running.forEach(::width)
    }

    private fun identities() {
        val ids = (experience.raw["variations"] as? List<*>).orEmpty().map { (it as? Map<*, *>)?.get("id") }
        if (ids.any { it == null }) {
            findings.problem("variation_without_id", entity, "a variation without an id is left out")
        }
        ids.filterNotNull().groupBy { "$it" }.filterValues { it.size > 1 }.keys.forEach {
            findings.problem("duplicate_variation", entity, "two variations have the id ${quoted(it)}")
        }
    }

    private fun whole() {
        val total = running.sumOf { allocation(it)?.coerceAtLeast(0.0) ?: ALL }
        if (total > ALL + ROUNDING) {
            val message = "its running variations are allocated ${number(total)} % of the traffic, so that ranges " +
                "overlap or end beyond all bucket values"
            findings.problem("traffic_over_100", entity, message)
        }
    }

    private fun width(variation: Map<*, *>) {
        val id = "${variation["id"]}"
        val name = quoted(experience.nameOf(id))
        val given = variation["traffic_allocation"]
        val allocation = allocation(variation)
        val share = (widths[id] ?: 0) / VALUES_A_PERCENT
        when {
            "traffic_allocation" !in variation ->
                findings.note("no_allocation", entity, "variation $name has no allocation, which counts as 100 %")
            allocation == null -> {
                val message = "variation $name is allocated ${brief(given)}, which is no number; " +
                    "it gets ${number(share)} %"
                findings.problem("allocation_no_number", entity, message)
            }
            allocation < 0 ->
                findings.problem("negative_allocation", entity, "variation $name is allocated ${number(allocation)} %")
            allocation == 0.0 -> findings.note("zero_allocation", entity, "variation $name runs without traffic")
            share == 0.0 -> {
                val message = "variation $name is allocated ${number(allocation)} %, and no bucket value leads to it"
                findings.problem("unreachable_variation", entity, message)
            }
            share < allocation - ROUNDING ->
                findings.problem("less_than_allocated", entity, less(name, allocation, share))
        }
    }

    private fun less(name: String, allocation: Double, share: Double) =
        "variation $name is allocated ${number(allocation)} %, and gets ${number(share)} %"

    private fun allocation(variation: Map<*, *>): Double? = when (val given = variation["traffic_allocation"]) {
        is Number -> given.toDouble()
        is String -> given.trim().toDoubleOrNull()
        else -> null
    }

    private fun isRunning(variation: Map<*, *>): Boolean =
        variation["status"].let { it == null || it == "" || it == "running" }

    private fun number(number: Double): String = String.format(Locale.ROOT, "%.2f", number).trimEnd('0').trimEnd('.')
}

private const val ALL = 100.0
private const val VALUES_A_PERCENT = BUCKETS / ALL

// A range ends between two bucket values; the one that it does not reach is lost.
private const val ROUNDING = 0.02
