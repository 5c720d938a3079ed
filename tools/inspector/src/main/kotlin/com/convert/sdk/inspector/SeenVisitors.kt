package com.convert.sdk.inspector

/** Distinct visitors of each experience by variation, for up to [MOST_EXPERIENCES] experiences. */
internal class SeenVisitors {
    private val samples = LinkedHashMap<String, VisitorSample>()

    fun saw(experience: String, variation: String, reference: String): Unit = synchronized(samples) {
        val sample = samples[experience]
            ?: if (samples.size < MOST_EXPERIENCES) VisitorSample().also { samples[experience] = it } else return
        sample.add(reference.toULong(radix = 16).toLong(), variation)
    }

    fun of(experience: String): SeenSplit? = synchronized(samples) { samples[experience]?.split() }

    companion object {
        const val MOST_EXPERIENCES = 200
    }
}

/**
 * How visitors are split.
 *
 * @property oneIn one in so many visitors is counted; 1 when all are.
 */
internal class SeenSplit(val counts: Map<String, Long>, val oneIn: Long)

/**
 * A sample of distinct visitors that never outgrows its room: when it is full, it keeps those whose digest ends in one
 * more zero bit, about half. Which visitors stay does not depend on their variation, so the split stays what it is.
 */
internal class VisitorSample {
    private val variations = HashMap<Long, String>()
    private val names = HashMap<String, String>()
    private var zeroBits = 0

    fun add(digest: Long, variation: String) {
        if (!isSampled(digest) || digest in variations) return
        // One text for each variation, not one for each visitor.
        val name = names[variation] ?: if (names.size < MOST_VARIATIONS) variation else return
        names[variation] = name
        variations[digest] = name
        while (variations.size > ROOM) {
            zeroBits++
            variations.keys.removeIf { !isSampled(it) }
        }
    }

    fun split(): SeenSplit = SeenSplit(
        variations.values.groupingBy { it }.eachCount().mapValues { it.value.toLong() },
        1L shl zeroBits,
    )

    private fun isSampled(digest: Long) = digest and ((1L shl zeroBits) - 1) == 0L

    companion object {
        const val ROOM = 4_096
        const val MOST_VARIATIONS = 256
    }
}
