package com.convert.sdk.internal.collections

/**
 * Slots below [capacity] in the order of their last use: a linked list in flat arrays. A slot is
 * [recent][isRecent] as long as at most [tolerance] others were added or moved since it was.
 */
internal class LruOrder(capacity: Int, private val tolerance: Int) {
    private val newer = IntArray(capacity)
    private val older = IntArray(capacity)
    private val turns = IntArray(capacity)
    private var turn = 0
    private var newest = NONE

    /** The least recently used one, [NONE] when there is none. */
    var oldest = NONE
        private set

    fun isRecent(slot: Int): Boolean = turn - turns[slot] <= tolerance

    /** The one that was used after [slot], [NONE] for the last one. */
    fun newer(slot: Int): Int = newer[slot]

    fun add(slot: Int) {
        older[slot] = newest
        newer[slot] = NONE
        if (newest == NONE) oldest = slot else newer[newest] = slot
        newest = slot
        turns[slot] = ++turn
    }

    /** Notes a use of [slot], unless it is recent. */
    fun touch(slot: Int) {
        if (isRecent(slot)) return
        remove(slot)
        add(slot)
    }

    fun remove(slot: Int) {
        val before = older[slot]
        val after = newer[slot]
        if (before == NONE) oldest = after else newer[before] = after
        if (after == NONE) newest = before else older[after] = before
    }

    companion object {
        const val NONE = -1
    }
}
