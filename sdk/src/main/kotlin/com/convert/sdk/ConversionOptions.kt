package com.convert.sdk

/**
 * What is reported with a conversion.
 *
 * ```
 * context.trackConversion("purchase") { revenue = 49.99 }
 * ```
 */
public class ConversionOptions private constructor(builder: Builder) {
    /** The amount; wins over an `amount` in [conversionData]. Default none. */
    public val revenue: Number? = builder.revenue

    /**
     * Goal data: `amount`, `productsCount`, `transactionId` and `customDimension1` to `customDimension5` are sent;
     * other keys are not. Values are text, numbers or booleans. Default none.
     */
    public val conversionData: Map<String, Any?> = builder.conversionData.frozen()

    /** Whether goal data is sent even when the visitor has the goal already. Default false. */
    public val forceMultiple: Boolean = builder.forceMultiple

    /** A builder that starts from these options. */
    public fun newBuilder(): Builder = Builder(this)

    /** Shows the names of the goal data, not their values. */
    override fun toString(): String =
        "ConversionOptions(conversionData=${conversionData.keys}, forceMultiple=$forceMultiple)"

    public companion object {
        /** No goal data, once a visitor and goal. */
        @JvmField
        public val DEFAULT: ConversionOptions = Builder().build()

        /** Options as [configure] makes them. */
        public inline operator fun invoke(configure: Builder.() -> Unit): ConversionOptions =
            Builder().apply(configure).build()
    }

    /** Collects options. Values are checked when the conversion is tracked. */
    public class Builder public constructor() {
        /** See [ConversionOptions.revenue]. */
        public var revenue: Number? = null

        /** See [ConversionOptions.conversionData]. Copied by [build]. */
        public var conversionData: Map<String, Any?> = emptyMap()

        /** See [ConversionOptions.forceMultiple]. */
        public var forceMultiple: Boolean = false

        internal constructor(from: ConversionOptions) : this() {
            revenue = from.revenue
            conversionData = from.conversionData
            forceMultiple = from.forceMultiple
        }

        /** The options. */
        public fun build(): ConversionOptions = ConversionOptions(this)
    }
}
