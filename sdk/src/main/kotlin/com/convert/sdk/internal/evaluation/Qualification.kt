package com.convert.sdk.internal.evaluation

import com.convert.sdk.internal.evaluation.rules.RuleTree

/** Decides about this experience, asking the conditions in the order that every Convert SDK has. */
internal fun ExperiencePlan.decide(visitor: Visitor): Decision {
    if (gate.archived) return Miss.ARCHIVED
    if (!gate.environmentMatches) return Miss.ENVIRONMENT
    val stored = visitor.stored.bucketing[id]?.let(variations::get)
    if (!location.admits(visitor)) return Miss.LOCATION
    if (!audiences.admits(visitor, asking = this, bucketed = stored != null)) return Miss.AUDIENCE
    if (!visitor.isInAnyOf(segments)) return Miss.SEGMENT
    if (variations.isEmpty()) return Miss.NO_VARIATION
    // A stored decision holds whatever its variation's status is now.
    return stored ?: bucket(visitor.id)
}

private fun ExperiencePlan.bucket(visitorId: String): Decision = variationAt(hash.value(visitorId)) ?: Miss.TRAFFIC

private fun LocationCondition.admits(visitor: Visitor): Boolean = when (this) {
    is LocationCondition.Anywhere -> true
    is LocationCondition.SiteArea -> rules.matches(visitor.location, visitor.warnings)
    is LocationCondition.AnyOf -> locations.any { it.matches(visitor) }
}

internal fun LocationPlan.matches(visitor: Visitor): Boolean =
    rules != null && rules.matches(visitor.location, visitor.warnings)

private fun AudienceCondition.admits(visitor: Visitor, asking: ExperiencePlan, bucketed: Boolean): Boolean {
    var asked = 0
    for (index in audiences.indices) {
        val audience = audiences[index]
        // A permanent audience let the visitor in once; that holds.
        if (bucketed && audience.permanent) continue
        asked++
        val matched = audience.matches(visitor, asking)
        if (matched && !all) return true
        if (!matched && all) return false
    }
    return asked == 0 || all
}

/** Whether the visitor is in this audience of the experience [asking]. */
internal fun AudiencePlan.matches(visitor: Visitor, asking: ExperiencePlan): Boolean =
    rules != null && rules.admits(visitor, asking)

/** A mutual-exclusion rule anywhere in the tree is the whole question. */
private fun RuleTree.admits(visitor: Visitor, asking: ExperiencePlan): Boolean {
    val exclusion = exclusion ?: return matches(visitor.attributes, visitor.warnings)
    val target = visitor.experiences.experience(exclusion.experienceKey)
    if (target == null) visitor.warnings.exclusionTargetMissing(exclusion.experienceKey)
    return visitor.isIn(target, asking) != exclusion.negated
}

private fun Visitor.isIn(target: ExperiencePlan?, asking: ExperiencePlan): Boolean =
    target != null && (!stored.bucketing[target.id].isNullOrEmpty() || getsEarlier(target, asking))

private fun Visitor.isInAnyOf(segments: List<SegmentPlan>): Boolean =
    segments.isEmpty() || segments.any { it.id in stored.customSegments }
