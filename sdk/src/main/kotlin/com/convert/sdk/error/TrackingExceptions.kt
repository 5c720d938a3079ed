package com.convert.sdk.error

import org.jspecify.annotations.NullMarked

/** A tracking call was made in a way that can never work; nothing was queued. */
@NullMarked
public open class TrackingException internal constructor(
    message: String,
    code: String? = null,
    context: Map<String, Any?> = emptyMap(),
) : ConvertSdkException(message, code, context)

/**
 * A value of the conversion data cannot be sent; nothing was queued.
 *
 * @property key name of the offending entry.
 * @property reason what is wrong with it, without its value.
 */
@NullMarked
public class ConversionDataException internal constructor(public val key: String, public val reason: String) :
    TrackingException(
        message = "conversion data '$key': $reason",
        code = "invalid_conversion_data",
        context = mapOf("key" to key, "reason" to reason),
    )
