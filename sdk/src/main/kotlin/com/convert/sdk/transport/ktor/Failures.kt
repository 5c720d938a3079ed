package com.convert.sdk.transport.ktor

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.internal.runtime.endpoint
import java.net.ConnectException
import java.net.UnknownHostException
import java.nio.channels.UnresolvedAddressException
import java.security.cert.CertPathBuilderException
import java.security.cert.CertPathValidatorException
import java.security.cert.CertificateException
import java.security.cert.CertificateExpiredException
import java.security.cert.CertificateNotYetValidException
import javax.net.ssl.SSLException

private const val NAMED_CAUSES = 8

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

/** Our own words where there are some, and the class names of what went wrong, down to its root. */
private fun describe(cause: Exception): String {
    if (cause is UnusableAnswerException) return cause.message.orEmpty()
    val causes = generateSequence<Throwable>(cause) { it.cause }.take(NAMED_CAUSES).toList()
    val names = causes.map { it.javaClass.name.substringAfterLast('.') }.distinct().joinToString(" caused by ")
    return causes.asReversed().firstNotNullOfOrNull(::explain)?.let { "$it ($names)" } ?: names
}

/** What is wrong and which setting has to do with it. Messages are looked at, and never quoted. */
private fun explain(cause: Throwable): String? = when (cause) {
    is CertificateExpiredException -> "the server's certificate has expired, or this machine's clock is wrong"
    is CertificateNotYetValidException ->
        "the server's certificate is not valid yet, or this machine's clock is wrong"
    is CertPathBuilderException, is CertPathValidatorException -> UNTRUSTED
    is CertificateException -> certificate(cause.message.orEmpty())
    is UnknownHostException, is UnresolvedAddressException ->
        "the host name is not known; see transport.baseUrl and transport.trackBaseUrl"
    is SSLException -> tls(cause.message.orEmpty())
    is ConnectException -> "no connection; a proxy is set with https.proxyHost"
    else -> null
}

private fun certificate(message: String): String? = when {
    message.startsWith("No subject alternative") || message.startsWith("No name matching") ->
        "the server's certificate is for another host; see transport.baseUrl and transport.trackBaseUrl"
    else -> null
}

private fun tls(message: String): String? = when {
    "Unsupported or unrecognized SSL message" in message || "plaintext connection" in message ->
        "the port does not speak TLS; see transport.baseUrl and transport.trackBaseUrl"
    "protocol_version" in message || "No appropriate protocol" in message ->
        "no TLS version in common; HttpEngine.JAVA speaks 1.2 and 1.3, HttpEngine.CIO 1.2 alone"
    "unable to find valid certification path" in message -> UNTRUSTED
    else -> null
}

private const val UNTRUSTED = "the server's certificate is not trusted; the JVM's trust store is set with " +
    "javax.net.ssl.trustStore, another one by a transport of your own"
