package com.convert.sdk.internal.decision

import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.visitor.PreviewProfile

/** One variation forced on one context, which then leaves no trace: what it writes goes to [profile]. */
internal class Preview(val forced: VariationPlan, val profile: PreviewProfile) {
    val experienceKey: String get() = forced.result.experienceKey
}
