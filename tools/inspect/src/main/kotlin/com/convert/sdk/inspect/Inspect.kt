package com.convert.sdk.inspect

import com.convert.sdk.ConfigSnapshot

/**
 * Questions about a configuration. Each answer depends on what is given alone: no visitor is stored, no event is
 * queued or announced, nothing is fetched. Any thread may ask; a question about many visitors uses all processors.
 *
 * ```
 * val snapshot = checkNotNull(core.currentConfig)
 * println(Inspect.explain(snapshot, "checkout", VisitorFacts("visitor-1", mapOf("country" to "US"))).toText())
 * ```
 */
public object Inspect {
    /**
     * Why [visitor] does or does not get a variation of the experience with [key]; of the feature with this key when
     * there is no such experience. The decision is the SDK's own. A finding is a key that the configuration does not
     * have.
     */
    @JvmStatic
    public fun explain(snapshot: ConfigSnapshot, key: String, visitor: VisitorFacts): Explanation =
        Explainer(snapshot).explain(key, visitor)

    /**
     * Decides about generated visitors as [options] describe them, and compares the split with the plan. Findings are
     * experiences whose split is not the planned one.
     *
     * Blocks until all are decided, and tells [progress] a few times a second, on the calling thread. An interrupt ends
     * it with [InterruptedException].
     *
     * @throws IllegalArgumentException when [options] name an experience that the configuration does not have.
     */
    @JvmStatic
    @JvmOverloads
    @Throws(InterruptedException::class)
    public fun simulate(
        snapshot: ConfigSnapshot,
        options: SimulationOptions = SimulationOptions.DEFAULT,
        progress: Progress = Progress.NONE,
    ): SimulationReport = Simulation(snapshot, options).run(progress)

    /**
     * What changes from [before] to [after], and how many of the visitors that [options] describe get another
     * variation. Findings are experiences of which some do. Blocks and tells [progress] as [simulate] does.
     */
    @JvmStatic
    @JvmOverloads
    @Throws(InterruptedException::class)
    public fun diff(
        before: ConfigSnapshot,
        after: ConfigSnapshot,
        options: SimulationOptions = SimulationOptions.DEFAULT,
        progress: Progress = Progress.NONE,
    ): DiffReport = Difference(before, after, options).run(progress)

    /** All in [snapshot] that loads and will surprise. */
    @JvmStatic
    public fun validate(snapshot: ConfigSnapshot): ValidationReport = Validation(snapshot).run()

    /** The experiences that [snapshot] decides about, with the traffic planned for each variation. */
    @JvmStatic
    public fun plan(snapshot: ConfigSnapshot): List<PlannedExperience> = planOf(snapshot)

    /** What stands for a visitor in reports and logs: the first 16 hexadecimal digits of the SHA-256 of the id. */
    @JvmStatic
    public fun reference(visitorId: String): String = referenceOf(visitorId)

    /**
     * Whether visitors counted elsewhere are split as planned: [planned] weights, which need not add up to anything,
     * and counts of distinct visitors, both by variation. It is a mismatch when the p-value of a chi-square test is
     * below [level]; nothing is said before 100 visitors. A variation that has visitors and no planned traffic is a
     * finding of its own.
     *
     * @throws IllegalArgumentException when a weight or a count is negative or not finite, there is no weight above 0,
     * a count is above 2,000,000,000 in all, or [level] is not between 0 and 1.
     */
    @JvmStatic
    @JvmOverloads
    public fun srm(planned: Map<String, Double>, seen: Map<String, Long>, level: Double = DEFAULT_LEVEL): SrmReport {
        require(planned.values.all { it >= 0 && it.isFinite() }) { "planned weights must be finite and not negative" }
        require(planned.values.any { it > 0 }) { "one of the planned weights must be above 0" }
        require(seen.values.all { it >= 0 }) { "counts must not be negative" }
        require(seen.values.all { it <= MOST_VISITORS } && seen.values.sum() <= MOST_VISITORS) {
            "counts must not exceed ${grouped(MOST_VISITORS)} in all"
        }
        require(level > 0 && level < 1) { "level must be between 0 and 1, was $level" }
        return checkRatio(planned, seen, level)
    }

    internal const val DEFAULT_LEVEL: Double = 0.01
    internal const val MOST_VISITORS: Long = 2_000_000_000
}

/** Learns how far a long question has come. */
public fun interface Progress {
    /** [done] of [total] visitors are decided. */
    public fun at(done: Long, total: Long)

    public companion object {
        /** Nobody is told. */
        @JvmField
        public val NONE: Progress = Progress { _, _ -> }
    }
}

/**
 * What is known of the visitor that an explanation is about. The maps are copied, as `Core.createContext` copies them.
 *
 * @property id the visitor's id, not empty.
 * @property attributes what audience rules see.
 * @property location what location rules see.
 * @property bucketing stored decisions: ids of variations by ids of experiences. Default none.
 * @property customSegments ids of the custom segments that the visitor is in. Default none.
 */
public class VisitorFacts @JvmOverloads constructor(
    public val id: String,
    public val attributes: Map<String, Any?> = emptyMap(),
    public val location: Map<String, Any?> = emptyMap(),
    public val bucketing: Map<String, String> = emptyMap(),
    public val customSegments: List<String> = emptyList(),
) {
    init {
        require(id.isNotEmpty()) { "id must not be empty" }
    }

    /** Shows the names of the attributes, not their values, nor the id. */
    override fun toString(): String = "VisitorFacts(attributes=${attributes.keys}, location=${location.keys})"
}
