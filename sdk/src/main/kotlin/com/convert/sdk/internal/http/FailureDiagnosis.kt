package com.convert.sdk.internal.http

import java.io.EOFException
import java.io.IOException
import java.net.ConnectException
import java.net.NoRouteToHostException
import java.net.SocketException
import java.net.UnknownHostException
import java.net.http.HttpConnectTimeoutException
import java.nio.channels.ClosedChannelException
import java.nio.channels.UnresolvedAddressException
import java.security.cert.CertPathBuilderException
import java.security.cert.CertPathValidatorException
import java.security.cert.CertificateException
import java.security.cert.CertificateExpiredException
import java.security.cert.CertificateNotYetValidException
import javax.net.ssl.SSLException
import javax.net.ssl.SSLPeerUnverifiedException

/**
 * What is wrong with a connection, in words, and which setting has to do with it. Messages of other libraries are
 * looked at, and never quoted.
 *
 * @property urlSetting the setting that the address comes from.
 */
internal class FailureDiagnosis(private val urlSetting: String) {
    /** For a failure and its causes, down to the root; `null` when none of them says anything. */
    fun of(causes: List<Throwable>): String? = causes.asReversed().firstNotNullOfOrNull { certificate(it) ?: tls(it) }
        ?: causes.firstNotNullOfOrNull(::connection)

    private fun certificate(cause: Throwable): String? = when (cause) {
        is CertificateExpiredException -> "the server's certificate has expired, or this machine's clock is wrong"
        is CertificateNotYetValidException ->
            "the server's certificate is not valid yet, or this machine's clock is wrong"
        is CertPathBuilderException, is CertPathValidatorException -> UNTRUSTED
        is SSLPeerUnverifiedException -> otherHost
        is CertificateException -> otherHost.takeIf { cause.says("No subject alternative", "No name matching") }
        else -> null
    }

    private fun tls(cause: Throwable): String? = when {
        cause !is SSLException && !cause.isOfCioTls() -> null
        cause.says("valid certification path") -> UNTRUSTED
        cause.says("No server host", "No hosts in", "doesn't match", "Certificate for") -> otherHost
        cause.says("Unsupported or unrecognized SSL message", "plaintext", "TLS record type", "TLS frame size") ->
            "the port does not speak TLS, but plain HTTP perhaps; see $urlSetting"
        cause.says("protocol_version", "No appropriate protocol", "code: ProtocolVersion") ->
            "no TLS version in common: HttpEngine.JAVA speaks 1.2 and 1.3, HttpEngine.CIO 1.2 alone; " +
                "see transport.engine and jdk.tls.client.protocols"
        cause.says("certificate_required", "bad_certificate", "code: BadCertificate") ->
            "the server asks for a certificate of the client's; a transport of your own can show one"
        cause.says("terminated the handshake", "EOS", "closed its channel") -> CUT
        else -> "no TLS connection could be agreed on; see $urlSetting and https.proxyHost"
    }

    private fun connection(cause: Throwable): String? = when (cause) {
        is UnknownHostException, is UnresolvedAddressException ->
            "the host name is not known; see $urlSetting, or https.proxyHost if a proxy is in the way"
        is HttpConnectTimeoutException -> "no connection within transport.connectTimeout; $NO_CONNECTION"
        is ConnectException, is NoRouteToHostException -> "no connection; $NO_CONNECTION"
        is ClosedChannelException, is EOFException, is SocketException -> CUT
        is IOException -> when {
            cause.says("Tunnel failed", "Unable to tunnel") -> NO_TUNNEL
            cause.says("Connection reset", "Broken pipe", "received no bytes") -> CUT
            else -> null
        }
        is IllegalArgumentException -> "the address or a header is not one that this client takes; see $urlSetting"
        else -> null
    }

    private val otherHost get() = "the server's certificate is for another host; see $urlSetting"

    /** CIO's TLS has exceptions of its own, and uses some of Kotlin's. */
    private fun Throwable.isOfCioTls() =
        javaClass.simpleName == "TLSException" || this is IllegalArgumentException && isThrownBy("io.ktor.network.tls")

    private fun Throwable.isThrownBy(code: String) =
        stackTrace.firstOrNull()?.className.orEmpty().startsWith(code)

    private fun Throwable.says(vararg parts: String): Boolean = parts.any { it in message.orEmpty() }

    internal companion object {
        const val NO_TUNNEL =
            "the proxy of https.proxyHost opens no tunnel; one that wants a password takes a transport of your own"
        private const val UNTRUSTED = "the server's certificate is not trusted; the JVM's trust store is set with " +
            "javax.net.ssl.trustStore, another one by a transport of your own"
        private const val NO_CONNECTION = "a proxy is set with https.proxyHost"
        private const val CUT =
            "the connection was cut before there was an answer; a firewall may want a proxy (https.proxyHost)"
    }
}
