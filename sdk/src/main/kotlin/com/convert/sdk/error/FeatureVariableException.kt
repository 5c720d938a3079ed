package com.convert.sdk.error

import org.jspecify.annotations.NullMarked

/**
 * A feature variable is not of the type that was asked for.
 *
 * @property name the variable, or `*` when all of them were decoded at once.
 * @property expected the type that was asked for.
 * @property actual the type it has, without its value.
 */
@NullMarked
public class FeatureVariableException internal constructor(
    public val name: String,
    public val expected: String,
    public val actual: String,
) : ConvertSdkException(
    message = "feature variable '$name': expected $expected, was $actual",
    code = "feature_variable_type",
    context = mapOf("name" to name, "expected" to expected, "actual" to actual),
)
