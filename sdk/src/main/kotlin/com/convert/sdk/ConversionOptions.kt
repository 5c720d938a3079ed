package com.convert.sdk

import com.convert.sdk.internal.json.steadyGoalData
import com.convert.sdk.internal.json.steadyNumber

/**
 * What is reported with a conversion.
 *
 * ```
 * context.trackConversion("purchase") { revenue = 49.99 }
 * ```
 */
public class ConversionOptions private constructor(builder: Builder) {
    /** The amount; wins over an `amount` in [conversionData]. Default none. */
    public val revenue: Number? = builder.revenue?.let(::steadyNumber)

    /**
     * Goal data: `amount`, `productsCount`, `transactionId` and `customDimension1` to `customDimension5` are sent;
     * other keys are not. Values are text, numbers or booleans. Default none.
     */
    public val conversionData: Map<String, Any?> = steadyGoalData(builder.conversionData)

    /** Whether goal data is sent even when the visitor has the goal already. Default false. */
    public val forceMultiple: Boolean = builder.forceMultiple

    /**
     * What the goal's rules are held against. Default `null`: they are not asked. Given, also when it is empty, a goal
     * whose rules do not match, or that has none, is not tracked.
     */
    public val ruleData: Map<String, Any?>? = builder.ruleData?.frozen()

    /** A builder that starts from these options. */
    public fun newBuilder(): Builder = Builder(this)

    /** Shows the names of the goal data and of the rule data, not their values. */
    override fun toString(): String = "ConversionOptions(conversionData=${conversionData.keys}, " +
        "forceMultiple=$forceMultiple, ruleData=${ruleData?.keys})"

    public companion object {
        /** No goal data, once per visitor and goal. */
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

        /** See [ConversionOptions.ruleData]. Copied by [build]. */
        public var ruleData: Map<String, Any?>? = null

        internal constructor(from: ConversionOptions) : this() {
            revenue = from.revenue
            conversionData = from.conversionData
            forceMultiple = from.forceMultiple
            ruleData = from.ruleData
        }

        /** The options. */
        public fun build(): ConversionOptions = ConversionOptions(this)
    }
}
