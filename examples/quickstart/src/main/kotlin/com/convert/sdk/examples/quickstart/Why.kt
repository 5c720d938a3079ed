package com.convert.sdk.examples.quickstart

import com.convert.sdk.result.Diagnostic
import com.convert.sdk.result.ExperienceDiagnostic
import com.convert.sdk.result.FeatureDiagnostic

/** A diagnosis in a table's cell; its `message` says it in full. */
internal fun inFewWords(diagnosis: Diagnostic): String = when (diagnosis) {
    is ExperienceDiagnostic -> ofExperience(diagnosis)
    is FeatureDiagnostic -> ofFeature(diagnosis)
    else -> diagnosis.reason.wireName
}

private fun ofExperience(diagnosis: ExperienceDiagnostic): String {
    val details = diagnosis.details
    return when (details["stage"]) {
        null -> if (diagnosis.isResolved) "bucket ${details["bucket_value"]}" else diagnosis.reason.wireName
        "environment" -> "only in ${details["experience_environment"]}"
        "audience" -> "not in ${names(details["failed_audiences"])}"
        "traffic" -> "bucket ${details["bucket_value"]} is outside the traffic"
        else -> "other ${details["stage"]}"
    }
}

private fun ofFeature(diagnosis: FeatureDiagnostic): String {
    val carriers = names(diagnosis.details["carried_by"])
    return when {
        diagnosis.isResolved -> "by ${diagnosis.details["experience_key"]}"
        carriers.isEmpty() -> "in no variation"
        else -> "only with $carriers"
    }
}

private fun names(keys: Any?): String = (keys as? List<*>).orEmpty().joinToString()
