package com.convert.sdk.internal.evaluation

/** Which variation a bucket value falls into. Built once per experience; selecting allocates nothing. */
internal sealed interface BucketLayout {
    /** The variations that have a place, by their ids. */
    val ids: List<String>

    /** Which of [ids] the value falls to, or [OUTSIDE] the experience's traffic. */
    fun place(value: Int): Int

    /**
     * What a layout needs to know of a variation.
     *
     * @property percent traffic in percent, `NaN` when the configuration's value is no number.
     * @property unset whether the configuration gives no traffic at all.
     */
    class Share(val id: String, val running: Boolean, val percent: Double, val unset: Boolean) {
        /** A share without a number counts as all traffic, as in the JavaScript SDK. */
        val weight: Double get() = if (unset || percent.isNaN()) ALL else percent

        val active: Boolean get() = running && (unset || percent.isNaN() || percent > 0)
    }

    companion object {
        const val OUTSIDE: Int = -1

        private const val ALL = 100.0
        private const val ANCHORED_FROM = 11.0

        /** [version] is the experience's version as a number, `NaN` when it is none. */
        fun of(version: Double, shares: List<Share>): BucketLayout =
            if (version > ANCHORED_FROM) AnchoredLayout.of(shares) else PackedLayout.of(shares)
    }
}

/** Running variations one behind the other, from 0. */
internal class PackedLayout private constructor(override val ids: List<String>, private val ends: DoubleArray) :
    BucketLayout {
    override fun place(value: Int): Int {
        for (index in ends.indices) if (value < ends[index]) return index
        return BucketLayout.OUTSIDE
    }

    companion object {
        private const val LARGEST_INDEX = 4_294_967_294L
        private const val LONGEST_INDEX = 10

        fun of(shares: List<BucketLayout.Share>): PackedLayout {
            val placed = inPropertyOrder(shares.filter { it.active && it.id.isNotEmpty() })
            var end = 0.0
            val ends = DoubleArray(placed.size) { index ->
                end += placed[index].packedPercent() * 100
                end
            }
            return PackedLayout(placed.map { it.id }, ends)
        }

        // Text that is no number stays NaN here: the JavaScript SDK adds it up, and nothing is below NaN.
        private fun BucketLayout.Share.packedPercent(): Double = if (unset) weight else percent

        /**
         * One for each id, the last one, in the order of a JavaScript object's keys: array indices first, ascending,
         * then the rest as they came.
         */
        private fun inPropertyOrder(shares: List<BucketLayout.Share>): List<BucketLayout.Share> {
            val byId = LinkedHashMap<String, BucketLayout.Share>()
            shares.associateByTo(byId) { it.id }
            // In place on purpose: docs/performance.md, "Loading".
            return ArrayList(byId.values).apply { sortBy { arrayIndex(it.id) ?: Long.MAX_VALUE } }
        }

        private fun arrayIndex(id: String): Long? {
            if (id.length > LONGEST_INDEX || id.any { it !in '0'..'9' } || (id.length > 1 && id[0] == '0')) return null
            return id.toLong().takeIf { it <= LARGEST_INDEX }
        }
    }
}

/** Each variation keeps the place that its share of all weights gives it, so that raising traffic moves nobody. */
internal class AnchoredLayout private constructor(
    override val ids: List<String>,
    private val starts: DoubleArray,
    private val widths: DoubleArray,
) : BucketLayout {
    override fun place(value: Int): Int {
        for (index in starts.indices) {
            if (value >= starts[index] && value < starts[index] + widths[index]) return index
        }
        return BucketLayout.OUTSIDE
    }

    companion object {
        private const val TRAFFIC = 10_000

        fun of(shares: List<BucketLayout.Share>): AnchoredLayout {
            val placed = shares.filter { it.id.isNotEmpty() }
            var total = 0.0
            for (share in placed) total += share.weight
            val kept = if (total > 0) placed else emptyList()
            var before = 0.0
            val starts = DoubleArray(kept.size) { index ->
                val start = before / total * TRAFFIC
                before += kept[index].weight
                start
            }
            val widths = DoubleArray(kept.size) { if (kept[it].active) kept[it].weight * 100 else 0.0 }
            return AnchoredLayout(kept.map { it.id }, starts, widths)
        }
    }
}
