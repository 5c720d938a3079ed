package com.convert.sdk.internal.decision

import com.convert.sdk.internal.evaluation.VariationPlan
import com.convert.sdk.internal.visitor.ScratchMemory

/** One variation forced on one context, which then leaves no trace: what it writes goes to [scratch]. */
internal class Preview(val forced: VariationPlan, val scratch: ScratchMemory) {
    val experienceKey: String get() = forced.result.experienceKey
}
