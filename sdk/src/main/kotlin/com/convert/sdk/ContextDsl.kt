@file:JvmName("ContextDsl")

package com.convert.sdk

import com.convert.sdk.result.ConversionResult
import com.convert.sdk.result.ExperienceResult
import com.convert.sdk.result.FeatureResult

/** As [Context.runExperience], with options as [configure] makes them. */
public suspend inline fun Context.runExperience(
    key: String,
    configure: EvaluationOptions.Builder.() -> Unit,
): ExperienceResult? = runExperience(key, EvaluationOptions(configure))

/** As [Context.runExperiences], with options as [configure] makes them. */
public suspend inline fun Context.runExperiences(
    configure: EvaluationOptions.Builder.() -> Unit,
): List<ExperienceResult> = runExperiences(EvaluationOptions(configure))

/** As [Context.runFeature], with options as [configure] makes them. */
public suspend inline fun Context.runFeature(
    key: String,
    configure: EvaluationOptions.Builder.() -> Unit,
): FeatureResult? = runFeature(key, EvaluationOptions(configure))

/** As [Context.runFeatures], with options as [configure] makes them. */
public suspend inline fun Context.runFeatures(
    configure: EvaluationOptions.Builder.() -> Unit,
): List<FeatureResult> = runFeatures(EvaluationOptions(configure))

/** As [Context.trackConversion], with options as [configure] makes them. */
public suspend inline fun Context.trackConversion(
    goalKey: String,
    configure: ConversionOptions.Builder.() -> Unit,
): ConversionResult = trackConversion(goalKey, ConversionOptions(configure))
