package com.convert.sdk.error

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/** The configuration, the SDK's own or the project's, could not be used. */
@NullMarked
public open class ConfigException internal constructor(
    message: String,
    code: String? = null,
    context: Map<String, Any?> = emptyMap(),
    cause: Throwable? = null,
) : ConvertSdkException(message, code, context, cause)

/**
 * A setting or a field of the project configuration is missing or not what it has to be.
 *
 * @property path where it is: a setting's name, or a JSON path such as `$.experiences[3].id`.
 * @property expected what would have been right there.
 */
@NullMarked
public class InvalidConfigException internal constructor(
    public val path: String,
    public val expected: String,
    cause: Throwable? = null,
) : ConfigException(
    message = "$path: expected $expected",
    code = "invalid_config",
    context = mapOf("path" to path, "expected" to expected),
    cause = cause,
)

/**
 * The project configuration could not be fetched.
 *
 * A custom [com.convert.sdk.transport.Transport] throws it too; the endpoint is shortened to host and path, without
 * query and with the SDK key hidden, whatever it is given.
 *
 * @property endpoint where the request went, redacted; `null` when it never got an address.
 * @property statusCode the HTTP status, or `null` when there was no answer.
 */
@NullMarked
public class ConfigLoadException @JvmOverloads constructor(
    message: String,
    public val endpoint: @Nullable String? = null,
    public val statusCode: @Nullable Int? = null,
    cause: @Nullable Throwable? = null,
) : ConfigException(
    message = message,
    code = "config_load_failed",
    context = mapOf("endpoint" to endpoint, "status_code" to statusCode),
    cause = cause,
)
