package com.convert.sdk.internal.http

import com.convert.sdk.TransportConfig
import kotlinx.coroutines.withTimeoutOrNull

/** The time-out of a request is over. */
internal class OvertimeException(message: String) : UnusableAnswerException(message)

/**
 * [block]'s result, if that is there within the time-out of [config].
 *
 * @throws OvertimeException otherwise.
 */
internal suspend fun <T : Any> Exchange.inTime(config: TransportConfig, block: suspend () -> T): T =
    withTimeoutOrNull(config.timeout) { block() } ?: throw OvertimeException(
        "it took longer than ${config.timeout} (transport.timeout)" + if (answer == null) ": $NO_ANSWER" else "",
    )

private const val NO_ANSWER = "nothing that speaks TLS answers on that port, or it is behind a proxy (https.proxyHost)"
