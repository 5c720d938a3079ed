package com.convert.sdk.test

/**
 * An exposure that was delivered: a visitor was served a variation.
 *
 * @property visitorId the visitor.
 * @property experienceKey key of the experience; its id when the configuration has none for it.
 * @property variationKey key of the variation; its id when the configuration has none for it.
 * @property segments the visitor's report segments.
 */
@ConsistentCopyVisibility
public data class RecordedExposure internal constructor(
    public val visitorId: String,
    public val experienceKey: String,
    public val variationKey: String,
    public val segments: Map<String, Any?>,
) {
    override fun toString(): String = "visitor \"$visitorId\": \"$experienceKey\" → \"$variationKey\""
}

/**
 * A conversion that was delivered: a visitor reached a goal.
 *
 * @property visitorId the visitor.
 * @property goalKey key of the goal; its id when the configuration has none for it.
 * @property goalData what was sent with it, `amount` included: texts, booleans, and numbers as [Double].
 * @property bucketing the visitor's decisions that it is counted for: experience key to variation key.
 * @property segments the visitor's report segments.
 */
@ConsistentCopyVisibility
public data class RecordedConversion internal constructor(
    public val visitorId: String,
    public val goalKey: String,
    public val goalData: Map<String, Any?>,
    public val bucketing: Map<String, String>,
    public val segments: Map<String, Any?>,
) {
    /** The revenue, which is `amount` of [goalData]; `null` when none was sent. */
    public val revenue: Double? get() = goalData["amount"]?.toString()?.toDoubleOrNull()

    override fun toString(): String =
        "visitor \"$visitorId\": \"$goalKey\"" + if (goalData.isEmpty()) "" else " with $goalData"
}
