package com.convert.sdk.internal

import com.convert.sdk.internal.decision.ConversionTracking
import com.convert.sdk.internal.decision.Diagnosis
import com.convert.sdk.internal.decision.ExperienceDecisions
import com.convert.sdk.internal.decision.FeatureDecisions
import com.convert.sdk.internal.decision.Previews
import com.convert.sdk.internal.decision.SegmentMatching
import com.convert.sdk.internal.json.ValueWarnings

/** What the contexts of one SDK instance share. */
internal class ContextServices(
    val experiences: ExperienceDecisions,
    val features: FeatureDecisions,
    val segments: SegmentMatching,
    val conversions: ConversionTracking,
    val previews: Previews,
    val diagnosis: Diagnosis,
    val warnings: ValueWarnings,
    val globalAttributes: Map<String, Any?>?,
)
