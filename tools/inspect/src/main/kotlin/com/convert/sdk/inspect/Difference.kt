package com.convert.sdk.inspect

import com.convert.sdk.ConfigEntity
import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType

/** Compares two configurations: what they say, and what becomes of visitors. */
internal class Difference(
    private val before: ConfigSnapshot,
    private val after: ConfigSnapshot,
    private val options: SimulationOptions,
) {
    private val old = Decisions(before)
    private val new = Decisions(after)
    private val keys = (old.experiences + new.experiences).map { it.key }.distinct()
    private val asked = askedOf(options, keys.toSet())

    fun run(progress: Progress): DiffReport {
        val routes = keys.filter { it in asked }.map { Route(old.experience(it), new.experience(it), it) }
        val crowds = options.mix.map { kind ->
            old.crowd(kind.attributes, kind.location) to new.crowd(kind.attributes, kind.location)
        }
        val comparers = VisitorCrowd(options).run(progress) { Comparer(old, new, routes, crowds) }
        val moves = routes.mapIndexed { at, route -> moved(route, comparers.map { it.counts[at] }) }
        return DiffReport(changes(), options.visitors, moves)
    }

    private fun moved(route: Route, counts: List<LongArray>): MovedVisitors {
        val moves = ArrayList<Move>()
        for (from in 0 until route.size) {
            for (to in 0 until route.size) {
                val count = counts.sumOf { it[from * route.size + to] }
                if (count > 0 && route.isMove(from, to)) moves += Move(route.name(from), route.name(to), count)
            }
        }
        val moved = moves.sumOf { it.count }
        val interval = Interval.of(moved, options.visitors, CONFIDENCE)
        return MovedVisitors(route.key, moved, interval, moves.sortedByDescending { it.count })
    }

    private fun changes(): List<Change> = EntityType.entries.flatMap(::changes) + rest()

    private fun changes(type: EntityType): List<Change> {
        val olds = before.entities(type).associateBy { it.id }
        val news = after.entities(type).associateBy { it.id }
        return (olds.keys + news.keys).flatMap { id ->
            val was = olds[id]
            val now = news[id]
            when {
                was == null -> listOf(Change(ChangeKind.ADDED, type, nameOf(checkNotNull(now)), "", null, null))
                now == null -> listOf(Change(ChangeKind.REMOVED, type, nameOf(was), "", null, null))
                else -> fields(was.raw, now.raw).map { it.toChange(type, nameOf(now)) }
            }
        }
    }

    /** What belongs to no entity, such as the project's settings and what is archived. */
    private fun rest(): List<Change> {
        val lists = EntityType.entries.map { it.wireName }.toSet()
        return fields(before.raw - lists, after.raw - lists).map { it.toChange(null, "") }
    }

    private fun nameOf(entity: ConfigEntity) = entity.key ?: entity.id

    private fun FieldChange.toChange(type: EntityType?, name: String): Change {
        val kind = if (!had) ChangeKind.ADDED else if (!has) ChangeKind.REMOVED else ChangeKind.CHANGED
        return Change(kind, type, name, path, before, after)
    }
}

/** An experience before and after: all outcomes of either, first the stages, then the variations by id. */
private class Route(val before: DecidedExperience?, val after: DecidedExperience?, val key: String) {
    private val ids = (before?.variationIds.orEmpty() + after?.variationIds.orEmpty()).distinct()

    /** The last one is for an experience that is not there. */
    val size: Int = STAGES.size + ids.size + 1

    private val fromPlaces = places(before)
    private val toPlaces = places(after)

    private fun places(experience: DecidedExperience?): IntArray? = experience?.let {
        IntArray(STAGES.size + it.variationIds.size) { at ->
            if (at < STAGES.size) at else STAGES.size + ids.indexOf(it.variationIds[at - STAGES.size])
        }
    }

    fun from(decision: Int): Int = fromPlaces?.get(place(decision)) ?: (size - 1)

    fun to(decision: Int): Int = toPlaces?.get(place(decision)) ?: (size - 1)

    fun isMove(from: Int, to: Int): Boolean = from != to && (isVariation(from) || isVariation(to))

    private fun isVariation(place: Int) = place >= STAGES.size && place < size - 1

    fun name(place: Int): String = when {
        place < STAGES.size -> "none (${STAGES[place]})"
        place == size - 1 -> "none (no such experience)"
        else -> variationName(ids[place - STAGES.size])
    }

    private fun variationName(id: String) =
        after?.takeIf { id in it.variationIds }?.nameOf(id) ?: before?.nameOf(id) ?: id
}

/** Counts of one thread: how many went from where to where. */
private class Comparer(
    private val old: Decisions,
    private val new: Decisions,
    private val routes: List<Route>,
    private val crowds: List<Pair<Crowd, Crowd>>,
) : VisitorCrowd.Worker {
    val counts: List<LongArray> = routes.map { LongArray(it.size * it.size) }
    private val oldOutcomes = HashMap<DecidedExperience, Int>()
    private val newOutcomes = HashMap<DecidedExperience, Int>()

    override fun look(id: String, kind: Int) {
        val (before, after) = crowds[kind]
        val was = before.visitor(id)
        val now = after.visitor(id)
        if (old.hasExclusions) decideAll(old, was, oldOutcomes)
        if (new.hasExclusions) decideAll(new, now, newOutcomes)
        for (at in routes.indices) {
            val route = routes[at]
            val from = route.from(route.before?.let { decide(it, was, oldOutcomes) } ?: -1)
            val to = route.to(route.after?.let { decide(it, now, newOutcomes) } ?: -1)
            counts[at][from * route.size + to]++
        }
    }

    private fun decide(experience: DecidedExperience, visitor: DecidedVisitor, outcomes: Map<DecidedExperience, Int>) =
        outcomes[experience] ?: experience.decide(visitor)

    /** In configuration order, so that mutual exclusion sees what comes before. */
    private fun decideAll(decisions: Decisions, visitor: DecidedVisitor, into: HashMap<DecidedExperience, Int>) {
        for (experience in decisions.experiences) into[experience] = experience.decideInCall(visitor)
    }
}
