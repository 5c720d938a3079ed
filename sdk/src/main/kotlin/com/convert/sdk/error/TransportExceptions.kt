package com.convert.sdk.error

import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable

/** The transport cannot be set up as asked, for example because a URL is not HTTPS. */
@NullMarked
public class TransportException internal constructor(message: String, cause: Throwable? = null) :
    ConvertSdkException(message, code = "transport_config_invalid", cause = cause)

/**
 * A batch of tracking events could not be delivered. The events stay queued unless the service rejected them.
 *
 * @property endpoint where the request went: host and path, the SDK key hidden; `null` when it never got an address.
 * @property statusCode the HTTP status, or `null` when there was no answer.
 * @property batchSize events in the batch, or `null` when unknown.
 * @property retryCount how often the batch was sent again after the first attempt.
 */
@NullMarked
public class TrackingDeliveryException @JvmOverloads constructor(
    message: String,
    public val endpoint: @Nullable String? = null,
    public val statusCode: @Nullable Int? = null,
    public val batchSize: @Nullable Int? = null,
    public val retryCount: @Nullable Int? = null,
    cause: @Nullable Throwable? = null,
) : ConvertSdkException(
    message = message,
    code = "tracking_delivery_failed",
    context = mapOf(
        "endpoint" to endpoint,
        "status_code" to statusCode,
        "batch_size" to batchSize,
        "retry_count" to retryCount,
    ),
    cause = cause,
)
