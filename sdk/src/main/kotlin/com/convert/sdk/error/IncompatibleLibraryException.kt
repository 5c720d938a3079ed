package com.convert.sdk.error

import org.jspecify.annotations.NullMarked

/**
 * A library on the class path is older than what this SDK runs with, as a build that manages versions may bring about.
 * The message says how to change that.
 *
 * @property library its name, such as `kotlinx-coroutines-core`.
 * @property found the version on the class path.
 * @property required the oldest version that will do.
 */
@NullMarked
public class IncompatibleLibraryException internal constructor(
    public val library: String,
    public val found: String,
    public val required: String,
    property: String,
) : ConvertSdkException(
    message = "$library is $found on the class path, and this SDK needs $required or newer: set your build's version " +
        "of it (the property $property with Spring Boot), or depend on convert-sdk-java-bundle alone",
    code = "incompatible_library",
    context = mapOf("library" to library, "found" to found, "required" to required),
)
