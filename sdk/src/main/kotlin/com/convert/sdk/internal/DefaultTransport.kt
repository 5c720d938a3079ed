package com.convert.sdk.internal

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.transport.HttpEngine
import com.convert.sdk.transport.Transport
import com.convert.sdk.transport.jdk.jdkTransport
import com.convert.sdk.transport.ktor.cioTransport
import kotlinx.coroutines.CoroutineDispatcher
import java.security.cert.X509Certificate
import javax.net.ssl.X509TrustManager

/**
 * The transport for those who bring none, on [threads], of which there have to be as many as are needed; [trust] takes
 * the place of the JVM's trust store.
 */
internal fun defaultTransport(
    config: TransportConfig,
    logs: Logs,
    threads: CoroutineDispatcher,
    trust: X509TrustManager? = null,
): Transport {
    if (!config.verifyTls) logs.config.warn("transport.verifyTls is false: certificates are not checked; tests only")
    val trustManager = if (config.verifyTls) trust else TrustAnybody
    return when (config.engine) {
        HttpEngine.JAVA -> jdkTransport(config, threads, trustManager)
        HttpEngine.CIO -> cioTransport(config, threads, trustManager)
    }
}

/** Any issuer and any date will do. Who uses it checks the host name all the same. */
private object TrustAnybody : X509TrustManager {
    override fun checkClientTrusted(chain: Array<X509Certificate>, authType: String) = Unit

    override fun checkServerTrusted(chain: Array<X509Certificate>, authType: String) = Unit

    override fun getAcceptedIssuers(): Array<X509Certificate> = emptyArray()
}
