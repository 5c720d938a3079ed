package com.convert.sdk.transport.ktor

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.internal.runtime.endpoint

private const val NAMED_CAUSES = 4

/** No cause is handed on: the messages of HTTP clients hold the URL, and with it the key. */
internal fun configFailure(exchange: Exchange, cause: Exception) = ConfigLoadException(
    message = "the configuration could not be fetched: ${describe(cause)}",
    endpoint = endpoint(exchange.url),
    statusCode = exchange.answer?.status,
)

internal fun trackingFailure(exchange: Exchange, events: Int, cause: Exception) = TrackingDeliveryException(
    message = "the tracking service did not answer: ${describe(cause)}",
    endpoint = endpoint(exchange.url),
    batchSize = events,
)

/** Our own words, or the class names of what went wrong, down to its root. */
private fun describe(cause: Exception): String = if (cause is UnusableAnswerException) {
    cause.message.orEmpty()
} else {
    generateSequence<Throwable>(cause) { it.cause }.take(NAMED_CAUSES)
        .map { it.javaClass.name.substringAfterLast('.') }
        .distinct()
        .joinToString(" caused by ")
}
