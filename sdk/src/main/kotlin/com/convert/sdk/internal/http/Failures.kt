package com.convert.sdk.internal.http

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.internal.runtime.endpoint
import com.convert.sdk.internal.runtime.shortenKey

private const val NAMED_CAUSES = 8
private const val UNAUTHORIZED = 401
private const val FORBIDDEN = 403
private const val NOT_FOUND = 404

/** No cause is handed on: the messages of HTTP clients hold the URL, and with it the key. */
internal fun configFailure(exchange: Exchange, cause: Throwable) = ConfigLoadException(
    message = "the configuration could not be fetched: ${describe(cause, exchange)}",
    endpoint = endpoint(exchange.url),
    statusCode = exchange.answer?.status,
)

internal fun trackingFailure(exchange: Exchange, events: Int, cause: Throwable) = TrackingDeliveryException(
    message = "the tracking service did not answer: ${describe(cause, exchange)}",
    endpoint = endpoint(exchange.url),
    batchSize = events,
)

/** What a status means that no configuration comes with. */
internal fun refusal(status: Int, sdkKey: String): UnusableAnswerException = UnusableAnswerException(
    "the status is $status" + when (status) {
        UNAUTHORIZED, FORBIDDEN -> "; transport.authSecret is missing or wrong, or the SDK key ${shortenKey(sdkKey)} is"
        NOT_FOUND -> "; the SDK key ${shortenKey(sdkKey)} may be wrong, or its project not published"
        else -> ""
    },
)

/** Our own words where there are some, and the class names of what went wrong, down to its root. */
internal fun describe(cause: Throwable, exchange: Exchange): String {
    val causes = generateSequence(cause) { it.cause }.take(NAMED_CAUSES).toList()
    causes.firstNotNullOfOrNull { it as? UnusableAnswerException }?.let { return it.message.orEmpty() }
    val names = causes.map { it.javaClass.name.substringAfterLast('.') }.distinct().joinToString(" caused by ")
    return FailureDiagnosis(exchange.urlSetting).of(causes)?.let { "$it ($names)" } ?: names
}
