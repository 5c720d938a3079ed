package com.convert.sdk.inspect

import kotlinx.serialization.json.JsonObject

/** How a stage of a decision ended. */
public enum class StageOutcome {
    /** The visitor went on. */
    PASSED,

    /** The visitor was turned away here. */
    FAILED,

    /** The visitor was turned away before. */
    NOT_REACHED,
}

/**
 * One comparison of a rule tree.
 *
 * @property attribute name of the attribute that it looks at; `null` when the configuration names none.
 * @property matchType how it compares; `null` when the configuration does not say.
 * @property negated whether the outcome is turned round.
 * @property expected the rule's value, as configured.
 * @property expectedKind its kind: `text`, `number`, `boolean`, `list`, `object`, `null`, or `nothing` without one.
 * @property actualKind the kind of the visitor's value, in the same words; `missing` without one.
 * @property matched whether it holds for the visitor.
 * @property note why it holds for nobody, or is easily misread; `null` when there is nothing to say.
 */
@ConsistentCopyVisibility
public data class RuleCheck internal constructor(
    public val attribute: String?,
    public val matchType: String?,
    public val negated: Boolean,
    public val expected: Any?,
    public val expectedKind: String,
    public val actualKind: String,
    public val matched: Boolean,
    public val note: String?,
)

/**
 * Comparisons of which one has to hold.
 *
 * @property matched whether one does.
 * @property checks the comparisons, in their order.
 */
@ConsistentCopyVisibility
public data class RuleGroup internal constructor(public val matched: Boolean, public val checks: List<RuleCheck>)

/**
 * Groups all of which have to hold; of the blocks of a condition, one.
 *
 * @property matched whether all do.
 * @property groups the groups, in their order.
 */
@ConsistentCopyVisibility
public data class RuleBlock internal constructor(public val matched: Boolean, public val groups: List<RuleGroup>)

/**
 * An audience, location or segment that was asked.
 *
 * @property name its key, or id without one; `null` for an experience's own site area.
 * @property matched whether the visitor meets it.
 * @property skipped whether it does not count: a permanent audience of a visitor with a stored decision.
 * @property because what decided, where it is not a rule.
 * @property blocks its rules, each tried with the visitor's values; empty where [because] says all.
 */
@ConsistentCopyVisibility
public data class ConditionExplanation internal constructor(
    public val name: String?,
    public val matched: Boolean,
    public val skipped: Boolean,
    public val because: String?,
    public val blocks: List<RuleBlock>,
)

/**
 * One stage of a decision.
 *
 * @property name as in diagnostics: `archived`, `environment`, `location`, `audience`, `segment`, `variations`,
 * `traffic`.
 * @property outcome how it ended.
 * @property because in words, what decided.
 * @property conditions what was asked, where the stage asks more than one thing.
 */
@ConsistentCopyVisibility
public data class StageExplanation internal constructor(
    public val name: String,
    public val outcome: StageOutcome,
    public val because: String,
    public val conditions: List<ConditionExplanation>,
)

/**
 * Bucket values that go to one variation.
 *
 * @property variationId its id; `null` for values outside the experience's traffic.
 * @property variationKey its key, or id without one; `null` as [variationId].
 * @property from the first value, from 0.
 * @property until the value after the last one, up to 10,000.
 */
@ConsistentCopyVisibility
public data class TrafficRange internal constructor(
    public val variationId: String?,
    public val variationKey: String?,
    public val from: Int,
    public val until: Int,
)

/**
 * Why a visitor does or does not get a variation of one experience.
 *
 * @property key key of the experience.
 * @property id its id.
 * @property stages all stages, in their order.
 * @property bucketValue where the visitor falls, from 0 to 9,999.
 * @property ranges what the bucket values are for, without a gap from 0 to 10,000.
 * @property variationId id of the variation that the visitor gets; `null` when turned away.
 * @property variationKey its key, or id without one; `null` as [variationId].
 * @property isStored whether that is a stored decision, for which the bucket value does not matter.
 * @property features keys of the features that come with the variation.
 */
@ConsistentCopyVisibility
public data class ExperienceExplanation internal constructor(
    public val key: String,
    public val id: String,
    public val stages: List<StageExplanation>,
    public val bucketValue: Int,
    public val ranges: List<TrafficRange>,
    public val variationId: String?,
    public val variationKey: String?,
    public val isStored: Boolean,
    public val features: List<String>,
) {
    /** The stage at which the visitor was turned away; `null` when not. */
    public val failedStage: String? get() = stages.firstOrNull { it.outcome == StageOutcome.FAILED }?.name
}

/**
 * Why a visitor does or does not get what was asked for.
 *
 * @property key the key that was asked for.
 * @property visitorRef the first 16 hexadecimal digits of the SHA-256 of the visitor's id.
 * @property environment the environment that decisions are for.
 * @property isFeature whether the key is a feature's; an experience of the same key comes first.
 * @property experiences the experience; for a feature, those that carry it, in configuration order, which serve it in
 * that order. Empty for an unknown key.
 * @property servedBy key of the experience that serves; `null` when none does.
 * @property similarKeys for an unknown key, those that come close.
 */
public class Explanation internal constructor(
    public val key: String,
    public val visitorRef: String,
    public val environment: String?,
    public val isFeature: Boolean,
    public val experiences: List<ExperienceExplanation>,
    public val servedBy: String?,
    public val similarKeys: List<String>?,
) : Report {
    /** Whether the visitor gets it. */
    public val served: Boolean get() = servedBy != null

    /** Whether no experience and no feature has the key. */
    override val hasFindings: Boolean get() = similarKeys != null

    override fun toJson(): JsonObject = explanationJson(this)

    override fun toText(style: TextStyle): String = ExplanationText(style).of(this)
}
