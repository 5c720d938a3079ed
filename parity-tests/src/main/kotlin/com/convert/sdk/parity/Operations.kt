package com.convert.sdk.parity

import com.convert.sdk.Context
import com.convert.sdk.ConversionOptions
import com.convert.sdk.Core
import com.convert.sdk.EvaluationOptions
import com.convert.sdk.InternalConvertApi
import com.convert.sdk.internal.EvaluationInternals
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Carries the protocol's operations out on one context. */
internal class Operations(private val core: Core, private val context: Context, private val sent: RecordingTransport) {
    suspend fun run(op: JsonObject): JsonElement = when (val name = op.requireText("op")) {
        "runExperience" -> answer(context.runExperience(op.requireText("key"), evaluation(op)))
        "runExperiences" -> JsonArray(context.runExperiences(evaluation(op)).map(::answer))
        "runFeature" -> answer(context.runFeature(op.requireText("key"), evaluation(op)))
        "runFeatures" -> JsonArray(context.runFeatures(evaluation(op)).map(::answer))
        "trackConversion" -> conversion(op)
        "runCustomSegments" -> segments(op)
        "setAttributes" -> nothing { context.setAttributes(op.plainMap("attributes")) }
        "setSegments" -> nothing { context.setSegments(op.plainMap("segments")) }
        "setPreview" -> nothing { context.setPreview(op.requireText("experienceId"), op.requireText("variationId")) }
        "bucketValue" -> bucketValue(op)
        "matchRule" -> matchRule(op)
        "flush" -> flush()
        else -> diagnose(name, op)
    }

    private suspend fun diagnose(name: String, op: JsonObject): JsonElement {
        val key = op.requireText("key")
        return when (name) {
            "diagnoseExperience" -> answer(context.diagnoseExperience(key))
            "diagnoseFeature" -> answer(context.diagnoseFeature(key))
            "diagnoseGoal" -> answer(context.diagnoseGoal(key))
            "diagnoseEntity" -> buildJsonObject {
                put("reason", context.diagnoseEntity(op.requireText("entityType"), key).reason.wireName)
            }

            else -> throw BadLineException("there is no such op")
        }
    }

    private suspend fun conversion(op: JsonObject): JsonElement {
        val options = ConversionOptions {
            revenue = op["revenue"]?.toPlainValue() as Number?
            conversionData = op.plainMap("conversionData")
            forceMultiple = op.flag("forceMultiple") ?: false
            ruleData = if ("ruleData" in op) op.plainMap("ruleData") else null
        }
        val status = context.trackConversion(op.requireText("key"), options).status
        return buildJsonObject { put("status", status.wireName) }
    }

    private suspend fun segments(op: JsonObject): JsonElement {
        val keys = (op["keys"] as? JsonArray).orEmpty().map { (it as JsonPrimitive).content }
        val matched = context.runCustomSegments(keys, op.plainMap("ruleData")).matchedSegmentIds
        return buildJsonObject { put("matchedSegmentIds", JsonArray(matched.map(::JsonPrimitive))) }
    }

    @OptIn(InternalConvertApi::class)
    private fun bucketValue(op: JsonObject): JsonElement {
        val visitor = op.text("visitor") ?: context.visitorId
        return JsonPrimitive(EvaluationInternals.bucketValue(op.requireText("experienceId"), visitor))
    }

    @OptIn(InternalConvertApi::class)
    private fun matchRule(op: JsonObject): JsonElement =
        JsonPrimitive(EvaluationInternals.matchRule(op.plainMap("data"), op["rule"]?.toPlainValue()))

    private suspend fun flush(): JsonElement {
        core.flush()
        return JsonArray(sent.takePayloads())
    }

    private inline fun nothing(act: () -> Unit): JsonElement {
        act()
        return JsonNull
    }

    private fun evaluation(op: JsonObject) = EvaluationOptions {
        attributes = op.plainMap("attributes")
        location = op.plainMap("location")
        enableTracking = op.flag("enableTracking") ?: true
        enableStorage = op.flag("enableStorage") ?: true
    }
}
