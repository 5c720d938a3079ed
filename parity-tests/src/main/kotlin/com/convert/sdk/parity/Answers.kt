package com.convert.sdk.parity

import com.convert.sdk.result.Diagnostic
import com.convert.sdk.result.ExperienceResult
import com.convert.sdk.result.FeatureResult
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

internal fun answer(result: ExperienceResult?): JsonElement = if (result == null) {
    JsonNull
} else {
    buildJsonObject {
        put("experienceKey", result.experienceKey)
        put("experienceId", result.experienceId)
        put("variationId", result.variationId)
        put("variationKey", result.variationKey)
    }
}

internal fun answer(result: FeatureResult?): JsonElement = if (result == null) {
    JsonNull
} else {
    buildJsonObject {
        put("featureKey", result.featureKey)
        put("featureId", result.featureId)
        put("status", result.status.wireName)
        put("variables", result.variables.asMap().toJsonValue())
        put("experienceKey", result.experienceKey)
        put("variationKey", result.variationKey)
    }
}

internal fun answer(diagnostic: Diagnostic): JsonElement = buildJsonObject {
    put("reason", diagnostic.reason.wireName)
    put("bucketValue", diagnostic.details["bucket_value"].toJsonValue())
    put("variationKey", diagnostic.details["variation_key"].toJsonValue())
}
