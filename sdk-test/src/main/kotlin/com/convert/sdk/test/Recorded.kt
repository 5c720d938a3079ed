package com.convert.sdk.test

import com.convert.sdk.test.internal.Names
import com.convert.sdk.test.internal.PayloadReader
import com.convert.sdk.test.internal.requireKnown

/**
 * What the SDK delivered, in the order of delivery. Each look first lets the SDK deliver what it has queued, unless
 * delivery fails or hangs at that moment; it blocks the thread meanwhile, for ten seconds at most. For any thread.
 *
 * A key that the configuration does not have is an [IllegalArgumentException] that names the nearest one; an assertion
 * that does not hold is an [AssertionError] that lists what was recorded.
 */
public class Recorded internal constructor(
    private val names: Names,
    private val visitorId: String?,
    private val delivered: () -> List<String>,
) {
    private val reader = PayloadReader(names)

    /** The bodies of the accepted requests, as they were posted; of all visitors. */
    public val payloads: List<String> get() = delivered()

    /** All exposures. */
    public val exposures: List<RecordedExposure>
        get() = delivered().flatMap { reader.exposures(it) }.filter { isAsked(it.visitorId) }

    /** All conversions. */
    public val conversions: List<RecordedConversion>
        get() = delivered().flatMap { reader.conversions(it) }.filter { isAsked(it.visitorId) }

    /** The same for one visitor. */
    public fun of(visitorId: String): Recorded = Recorded(names, visitorId, delivered)

    /** Exposures to one experience. */
    public fun exposures(experienceKey: String): List<RecordedExposure> {
        requireKnown("experience", experienceKey, names.experienceKeys)
        return exposures.filter { it.experienceKey == experienceKey }
    }

    /** Conversions of one goal. */
    public fun conversions(goalKey: String): List<RecordedConversion> {
        requireKnown("goal", goalKey, names.goalKeys)
        return conversions.filter { it.goalKey == goalKey }
    }

    /** Somebody was exposed to this variation; gives the first such exposure. */
    public fun assertExposure(experienceKey: String, variationKey: String): RecordedExposure =
        exposures(experienceKey).firstOrNull { it.variationKey == variationKey }
            ?: fail("an exposure of \"$experienceKey\" → \"$variationKey\"", exposures)

    /** Nobody was exposed to this experience. */
    public fun assertNoExposure(experienceKey: String) {
        if (exposures(experienceKey).isNotEmpty()) fail("no exposure of \"$experienceKey\"", exposures)
    }

    /** Somebody reached this goal; gives the first such conversion. */
    public fun assertConversion(goalKey: String): RecordedConversion =
        conversions(goalKey).firstOrNull() ?: fail("a conversion of \"$goalKey\"", conversions)

    /** Somebody reached this goal with this revenue. */
    public fun assertConversion(goalKey: String, revenue: Double): RecordedConversion =
        conversions(goalKey).firstOrNull { it.revenue == revenue }
            ?: fail("a conversion of \"$goalKey\" with revenue $revenue", conversions)

    /** Somebody reached this goal with this goal data, whatever else was sent. Numbers compare by value. */
    public fun assertConversion(goalKey: String, goalData: Map<String, Any>): RecordedConversion =
        conversions(goalKey).firstOrNull { found -> goalData.all { same(found.goalData[it.key], it.value) } }
            ?: fail("a conversion of \"$goalKey\" with $goalData", conversions)

    /** Nobody reached this goal. */
    public fun assertNoConversion(goalKey: String) {
        if (conversions(goalKey).isNotEmpty()) fail("no conversion of \"$goalKey\"", conversions)
    }

    /** Neither an exposure nor a conversion. */
    public fun assertNothing() {
        val all = exposures + conversions
        if (all.isNotEmpty()) fail("nothing", all)
    }

    private fun isAsked(visitor: String) = visitorId == null || visitorId == visitor

    private fun same(sent: Any?, wanted: Any): Boolean =
        if (wanted is Number) (sent as? Number)?.toDouble() == wanted.toDouble() else sent == wanted

    private fun fail(expected: String, found: List<Any>): Nothing {
        val whom = visitorId?.let { " of visitor \"$it\"" }.orEmpty()
        val list = if (found.isEmpty()) " nothing of the kind." else found.joinToString("") { "\n  - $it" }
        throw AssertionError("Expected $expected$whom, but recorded was:$list")
    }

    override fun toString(): String = "Recorded(exposures=$exposures, conversions=$conversions)"
}
