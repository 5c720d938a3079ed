package com.convert.sdk.inspect

import com.convert.sdk.ConfigSnapshot

/** Decides about a crowd and counts. */
internal class Simulation(snapshot: ConfigSnapshot, private val options: SimulationOptions) {
    private val decisions = Decisions(snapshot)
    private val asked = askedOf(options, decisions.experiences.map { it.key }.toSet())

    fun run(progress: Progress): SimulationReport {
        val crowds = options.mix.map { decisions.crowd(it.attributes, it.location) }
        val tallies = VisitorCrowd(options).run(progress) { Tally(decisions, asked, crowds) }
        val experiences = decisions.experiences.withIndex().filter { it.value.key in asked }.map { (at, experience) ->
            count(experience, tallies.map { it.counts[at] })
        }
        return SimulationReport(options.visitors, experiences)
    }

    private fun count(experience: DecidedExperience, counts: List<LongArray>): SimulatedExperience {
        fun total(place: Int) = counts.sumOf { it[place] }
        val outside = total(STAGES.lastIndex)
        val seen = experience.variationIds.withIndex().associate { (at, id) -> id to total(STAGES.size + at) }
        val widths = experience.ranges.groupBy { it.variationId }
            .mapValues { (_, ranges) -> ranges.sumOf { it.until - it.from } }
        val planned = LinkedHashMap<String?, Double>()
        experience.variations.map { "${it["id"]}" }.filter(seen::containsKey).forEach { id ->
            planned[id] = (widths[id] ?: 0).toDouble() / BUCKETS
        }
        val untaken = widths[null] ?: 0
        if (untaken > 0) planned[null] = untaken.toDouble() / BUCKETS
        val ratio = checkRatio(
            planned.mapKeys { (id, _) -> id.orEmpty() },
            planned.keys.associate { id -> id.orEmpty() to (if (id == null) outside else seen.getValue(id)) },
            // Shared among all that are asked about: one false alarm anywhere is one too many.
            options.level / asked.size,
        )
        return SimulatedExperience(
            key = experience.key,
            id = experience.id,
            turnedAway = STAGES.dropLast(1).withIndex().associate { (at, stage) -> stage to total(at) }
                .filterValues { it > 0 },
            qualified = ratio.visitors,
            variations = ratio.arms.map { simulated(experience, it) },
            ratio = ratio,
        )
    }

    private fun simulated(experience: DecidedExperience, arm: SrmArm): SimulatedVariation {
        val id = arm.name.ifEmpty { null }
        val configured = experience.variations.firstOrNull { "${it["id"]}" == id }
        return SimulatedVariation(
            id = id,
            name = id?.let(experience::nameOf) ?: OUTSIDE,
            allocation = configured?.get("traffic_allocation"),
            planned = arm.planned,
            count = arm.count,
            share = arm.share,
            interval = arm.interval,
        )
    }
}

/** Keys of the experiences that [options] ask about. */
internal fun askedOf(options: SimulationOptions, known: Set<String>): Set<String> {
    val unknown = options.experiences - known
    require(unknown.isEmpty()) { "no experience has the key ${unknown.joinToString { quoted(it) }}" }
    return options.experiences.ifEmpty { known }
}

/** Counts of one thread: first those turned away by stage, then those of each variation. */
private class Tally(decisions: Decisions, asked: Set<String>, private val crowds: List<Crowd>) : VisitorCrowd.Worker {
    private val experiences = decisions.experiences
    private val isAsked = BooleanArray(experiences.size) { experiences[it].key in asked }
    private val shared = decisions.hasExclusions
    val counts: List<LongArray> = experiences.map { LongArray(STAGES.size + it.variationIds.size) }

    override fun look(id: String, kind: Int) {
        val visitor = crowds[kind].visitor(id)
        for (at in experiences.indices) {
            if (!shared && !isAsked[at]) continue
            val experience = experiences[at]
            counts[at][place(if (shared) experience.decideInCall(visitor) else experience.decide(visitor))]++
        }
    }
}

/** Where a decision is counted. */
internal fun place(decision: Int): Int = if (decision < 0) -1 - decision else STAGES.size + decision

internal const val OUTSIDE = "(outside the traffic)"
