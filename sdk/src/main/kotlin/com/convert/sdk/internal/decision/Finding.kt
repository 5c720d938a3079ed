package com.convert.sdk.internal.decision

import com.convert.sdk.result.DiagnosticReason

/** A diagnosis in the making. */
internal data class Finding(
    val reason: DiagnosticReason,
    val message: String,
    val bucketValue: Int? = null,
    val variationKey: String? = null,
    val details: Map<String, Any?> = emptyMap(),
) {
    fun about(detail: Pair<String, Any?>) = copy(details = details + detail)
}
