package com.convert.sdk.internal.visitor.state

import com.convert.sdk.internal.collections.IdMap
import com.convert.sdk.internal.collections.IdSet

/**
 * Which of a visitor's exposures are reported: a bit for each experience with a stored decision, by its place among
 * them, and the ids of others. One thread at a time may change it; any may ask.
 */
internal abstract class ExposureMarks {
    /** The bits of the first places, which is all that most visitors need. */
    @Volatile
    private var first = 0

    @Volatile
    private var further: IntArray? = null

    @Volatile
    private var others = IdSet.NONE

    /** [place] is that of the stored decision about the experience, or [IdMap.NONE]. */
    protected fun isMarked(experienceId: String, place: Int): Boolean =
        place != IdMap.NONE && hasBit(place) || experienceId in others

    /** Whether the mark is new. */
    protected fun mark(experienceId: String, place: Int): Boolean {
        if (isMarked(experienceId, place)) return false
        if (place == IdMap.NONE) others = others.with(experienceId) else setWord(place, word(place) or bit(place))
        return true
    }

    protected fun unmark(experienceId: String, place: Int) {
        others = others.without(experienceId)
        if (place != IdMap.NONE && hasBit(place)) setWord(place, word(place) and bit(place).inv())
    }

    /** Has what is marked stay so when [bucketing] goes, and its places with it. */
    protected fun leavePlaces(bucketing: IdMap) {
        bucketing.keys.forEachIndexed { place, id -> if (hasBit(place)) others = others.with(id) }
        further = null
        first = 0
    }

    private fun hasBit(place: Int): Boolean = word(place) and bit(place) != 0

    private fun bit(place: Int): Int = 1 shl place % Int.SIZE_BITS

    private fun word(place: Int): Int {
        if (place < Int.SIZE_BITS) return first
        val words = further ?: return 0
        val number = place / Int.SIZE_BITS - 1
        return if (number < words.size) words[number] else 0
    }

    private fun setWord(place: Int, word: Int) {
        if (place < Int.SIZE_BITS) {
            first = word
            return
        }
        val number = place / Int.SIZE_BITS - 1
        val words = further ?: IntArray(1)
        val roomy = if (number < words.size) words else words.copyOf(number + number / 2 + 1)
        roomy[number] = word
        // Also when it is the same one: who reads the field sees the word.
        further = roomy
    }
}
