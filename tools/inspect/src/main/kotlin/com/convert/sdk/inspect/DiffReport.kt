package com.convert.sdk.inspect

import com.convert.sdk.EntityType
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** What happened to a part of a configuration. */
public enum class ChangeKind {
    /** It is new. */
    ADDED,

    /** It is gone. */
    REMOVED,

    /** It has another value. */
    CHANGED,
}

/**
 * One difference between two configurations.
 *
 * @property kind what happened.
 * @property type the type of the entity; `null` for what belongs to none.
 * @property key the entity's key, or id without one; empty as [type].
 * @property path the field within the entity, items of lists named by id or place; empty for the entity itself.
 * @property before its value before; `null` when there was none.
 * @property after its value after; `null` when there is none.
 */
@ConsistentCopyVisibility
public data class Change internal constructor(
    public val kind: ChangeKind,
    public val type: EntityType?,
    public val key: String,
    public val path: String,
    public val before: Any?,
    public val after: Any?,
)

/**
 * Visitors who get one thing before and another after.
 *
 * @property from key of the variation before, or `none (…)` with the stage that turned them away.
 * @property to the same, after.
 * @property count how many.
 */
@ConsistentCopyVisibility
public data class Move internal constructor(public val from: String, public val to: String, public val count: Long)

/**
 * Visitors of one experience who get another variation, or get one, or get none any more.
 *
 * @property key key of the experience.
 * @property moved how many.
 * @property interval the share of all visitors that may truly be, with a confidence of 95 %.
 * @property moves where from and where to, most frequent first.
 */
@ConsistentCopyVisibility
public data class MovedVisitors internal constructor(
    public val key: String,
    public val moved: Long,
    public val interval: Interval,
    public val moves: List<Move>,
)

/**
 * What changes from one configuration to another.
 *
 * @property changes every difference, by entity.
 * @property visitors how many visitors were decided about.
 * @property experiences of each experience of either, how many change.
 */
public class DiffReport internal constructor(
    public val changes: List<Change>,
    public val visitors: Long,
    public val experiences: List<MovedVisitors>,
) : Report {
    /** Whether a visitor gets another variation. */
    override val hasFindings: Boolean get() = experiences.any { it.moved > 0 }

    override fun toJson(): JsonObject = buildJsonObject {
        put("changes", JsonArray(changes.map(::changeJson)))
        put("visitors", visitors)
        put("experiences", JsonArray(experiences.map(::movedJson)))
    }

    private fun changeJson(change: Change) = buildJsonObject {
        put("kind", change.kind.name.lowercase())
        put("type", change.type?.wireName)
        put("key", change.key)
        put("path", change.path)
        put("before", plainJson(change.before))
        put("after", plainJson(change.after))
    }

    private fun movedJson(moved: MovedVisitors) = buildJsonObject {
        put("key", moved.key)
        put("moved", moved.moved)
        put("share", moved.moved.toDouble() / visitors)
        put("interval", moved.interval.toJson())
        put(
            "moves",
            JsonArray(
                moved.moves.map {
                    buildJsonObject {
                        put("from", it.from)
                        put("to", it.to)
                        put("count", it.count)
                    }
                },
            ),
        )
    }

    override fun toText(style: TextStyle): String = buildList {
        add(style.strong(counted(changes.size, "change")))
        changes.forEach { add("  " + line(it, style)) }
        add("")
        val moving = experiences.filter { it.moved > 0 }
        add(style.strong("Of ${grouped(visitors)} visitors"))
        if (moving.isEmpty()) add("  " + style.good("none") + " gets another variation")
        moving.forEach { addAll(lines(it, style)) }
        val still = experiences.size - moving.size
        if (moving.isNotEmpty() && still > 0) add("  nobody changes in ${counted(still, "other experience")}")
    }.joinToString("\n")

    private fun line(change: Change, style: TextStyle): String {
        val type = change.type?.wireName?.removeSuffix("s")
        val what = listOfNotNull(type, quoted(change.key).takeIf { type != null }, shown(change.path))
            .filter { it.isNotEmpty() }.joinToString(" ")
        return when (change.kind) {
            ChangeKind.ADDED -> style.good("+") + " $what" + value(change, change.after)
            ChangeKind.REMOVED -> style.bad("-") + " $what" + value(change, change.before)
            ChangeKind.CHANGED -> style.warning("~") + " $what: ${brief(change.before)} -> ${brief(change.after)}"
        }
    }

    private fun value(change: Change, value: Any?) = if (change.path.isEmpty()) "" else ": ${brief(value)}"

    private fun lines(moved: MovedVisitors, style: TextStyle): List<String> {
        val share = moved.moved.toDouble() / visitors
        val head = "  ${quoted(moved.key)}: " + style.warning("${grouped(moved.moved)} change") +
            " (${percent(share)}; ${moved.interval.toText()})"
        val rows = moved.moves.map { listOf(shown(it.from), "->", shown(it.to), grouped(it.count)) }
        return listOf(head) + columns(rows, right = setOf(3)).map { "    $it" }
    }
}
