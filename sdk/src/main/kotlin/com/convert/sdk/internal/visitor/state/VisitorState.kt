package com.convert.sdk.internal.visitor.state

import com.convert.sdk.internal.collections.IdMap
import com.convert.sdk.internal.collections.PackedMap
import com.convert.sdk.internal.evaluation.StoredDecisions

/**
 * What is remembered of a visitor between contexts. Immutable.
 *
 * @property attributes what was set permanently, beside what each context is given.
 * @property segments what reports are grouped by, matched custom segments included.
 * @property bucketing the decisions, experience id to variation id.
 */
internal class VisitorState(
    val attributes: Map<String, Any?>,
    val segments: Map<String, Any?>,
    override val bucketing: IdMap,
) : StoredDecisions {
    val isEmpty: Boolean get() = attributes.isEmpty() && segments.isEmpty() && bucketing.isEmpty()

    /** Ids of the custom segments that matched so far. */
    override val customSegments: List<*> get() = segments[CUSTOM_SEGMENTS] as? List<*> ?: emptyList<Any?>()

    /** This state with [change] laid over it, key by key; its custom segments come first, and none is forgotten. */
    operator fun plus(change: VisitorState): VisitorState = when {
        isEmpty -> change
        change.isEmpty -> this
        else -> VisitorState(
            attributes = PackedMap.merge(attributes, change.attributes),
            segments = mergeSegments(change),
            bucketing = bucketing + change.bucketing,
        )
    }

    /** This state with a decision. */
    fun with(experienceId: String, variationId: String): VisitorState {
        val decisions = bucketing.with(experienceId, variationId)
        return if (decisions === bucketing) this else VisitorState(attributes, segments, decisions)
    }

    private fun mergeSegments(change: VisitorState): Map<String, Any?> {
        val merged = PackedMap.merge(segments, change.segments)
        if (customSegments.isEmpty() || CUSTOM_SEGMENTS !in change.segments) return merged
        val first = when (val given = change.segments[CUSTOM_SEGMENTS]) {
            null -> emptyList()
            is Iterable<*> -> given.toList()
            else -> listOf(given)
        }
        return merged + (CUSTOM_SEGMENTS to (first + customSegments).distinct())
    }

    companion object {
        const val CUSTOM_SEGMENTS: String = "customSegments"

        val EMPTY: VisitorState = VisitorState(emptyMap(), emptyMap(), IdMap.EMPTY)

        fun ofAttributes(attributes: Map<String, Any?>) = VisitorState(attributes, emptyMap(), IdMap.EMPTY)

        fun ofSegments(segments: Map<String, Any?>) = VisitorState(emptyMap(), segments, IdMap.EMPTY)

        fun ofBucketing(bucketing: Map<String, String>) =
            VisitorState(emptyMap(), emptyMap(), IdMap.EMPTY + bucketing)
    }
}
