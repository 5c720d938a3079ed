package com.convert.sdk.inspector

/**
 * Something that happened, as the page shows it.
 *
 * @property at when, in milliseconds since 1970.
 * @property visitor digest of the visitor's id.
 * @property name key of the experience or goal.
 */
internal class HeardEvent(
    val at: Long,
    val kind: String,
    val visitor: String? = null,
    val name: String? = null,
    val detail: String? = null,
    val feature: String? = null,
)

/** The last events, newest first, and how many there were. */
internal class EventFeed {
    private val kept = ArrayDeque<HeardEvent>(KEPT)
    private var decisions = 0L
    private var conversions = 0L

    fun add(event: HeardEvent): Unit = synchronized(kept) {
        if (kept.size == KEPT) kept.removeLast()
        kept.addFirst(event)
        if (event.kind == "decision") decisions++
        if (event.kind == "conversion") conversions++
    }

    fun recent(): List<HeardEvent> = synchronized(kept) { kept.toList() }

    /** Decisions and conversions that were heard of. */
    fun counts(): Pair<Long, Long> = synchronized(kept) { decisions to conversions }

    companion object {
        const val KEPT = 100
    }
}
