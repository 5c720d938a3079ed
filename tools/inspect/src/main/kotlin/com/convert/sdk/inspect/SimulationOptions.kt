package com.convert.sdk.inspect

/**
 * Which visitors are generated, and what is asked of their decisions.
 *
 * Their ids are [seed] and a number; one seed always makes the same visitors. Without [mix] they have no attributes,
 * and audiences turn them away.
 */
public class SimulationOptions private constructor(builder: Builder) {
    /** How many, up to 2,000,000,000. Default 100,000. */
    public val visitors: Long = builder.visitors

    /** What their ids begin with. Default `visitor-`. */
    public val seed: String = builder.seed

    /** Kinds of visitors, drawn by weight. Default one kind without attributes. */
    public val mix: List<VisitorKind> = builder.mix.toList()

    /** Keys of the experiences that are asked about. Default all. */
    public val experiences: Set<String> = builder.experiences.toSet()

    /** Level of the sample-ratio checks of all experiences together, between 0 and 1. Default 0.01. */
    public val level: Double = builder.level

    /** Threads that decide, from 1 to 1,024. Default one a processor. */
    public val threads: Int = builder.threads

    /** A builder that starts from these options. */
    public fun newBuilder(): Builder = Builder(this)

    public companion object {
        /** 100,000 visitors without attributes, all experiences. */
        @JvmField
        public val DEFAULT: SimulationOptions = Builder().build()

        /** Options as [configure] makes them. */
        public inline operator fun invoke(configure: Builder.() -> Unit): SimulationOptions =
            Builder().apply(configure).build()
    }

    /** Collects options. */
    public class Builder public constructor() {
        /** See [SimulationOptions.visitors]. */
        public var visitors: Long = 100_000

        /** See [SimulationOptions.seed]. */
        public var seed: String = "visitor-"

        /** See [SimulationOptions.mix]. */
        public var mix: List<VisitorKind> = listOf(VisitorKind())

        /** See [SimulationOptions.experiences]. */
        public var experiences: Collection<String> = emptySet()

        /** See [SimulationOptions.level]. */
        public var level: Double = Inspect.DEFAULT_LEVEL

        /** See [SimulationOptions.threads]. */
        public var threads: Int = Runtime.getRuntime().availableProcessors()

        internal constructor(from: SimulationOptions) : this() {
            visitors = from.visitors
            seed = from.seed
            mix = from.mix
            experiences = from.experiences
            level = from.level
            threads = from.threads
        }

        /** The options. Throws [IllegalArgumentException] when one is out of its bounds. */
        public fun build(): SimulationOptions {
            require(visitors in 1..Inspect.MOST_VISITORS) {
                "visitors must be from 1 to ${grouped(Inspect.MOST_VISITORS)}, was $visitors"
            }
            require(mix.any { it.weight > 0 }) { "a mix needs a weight above 0" }
            require(level > 0 && level < 1) { "level must be between 0 and 1, was $level" }
            require(threads in 1..MOST_THREADS) { "threads must be from 1 to $MOST_THREADS, was $threads" }
            return SimulationOptions(this)
        }
    }
}

/**
 * Visitors with the same attributes.
 *
 * @property weight how often they come, beside the other kinds of a mix; 0 or more, and finite.
 * @property attributes what audience rules see.
 * @property location what location rules see.
 */
public class VisitorKind @JvmOverloads constructor(
    public val weight: Double = 1.0,
    public val attributes: Map<String, Any?> = emptyMap(),
    public val location: Map<String, Any?> = emptyMap(),
) {
    init {
        require(weight >= 0 && weight.isFinite()) { "a weight must be finite and not negative, was $weight" }
    }

    public companion object {
        /**
         * A mix from CSV (RFC 4180): a head with names, and a line for each kind. A column `weight` says how often it
         * comes, 1 without one; a column named `location.NAME` is a location attribute, any other one an attribute.
         * Numbers, `true` and `false` are taken as such unless quoted; an empty field that is not quoted is left out.
         *
         * @throws IllegalArgumentException when the text is no such table; the message names the line.
         */
        @JvmStatic
        public fun parseMix(csv: String): List<VisitorKind> = MixReader(csv).read()
    }
}

private const val MOST_THREADS = 1024
