package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.transport.Transport
import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import java.security.cert.X509Certificate
import javax.net.ssl.X509TrustManager

/** The transport for those who bring none; [trust] takes the place of the JVM's trust store. */
internal fun defaultTransport(config: TransportConfig, logs: Logs, trust: X509TrustManager? = null): Transport {
    if (!config.verifyTls) logs.config.warn("transport.verifyTls is off: anybody can pose as Convert's servers")
    val trustManager = if (config.verifyTls) trust else TrustAnybody
    return KtorTransport(config, ClientSource { ownClient(trustManager) })
}

/** The guarded client alone holds the engine then, and takes it along when it is closed. */
private fun ownClient(trust: X509TrustManager?) = cioClient(
    trust,
).let { client -> client.guarded().also { client.close() } }

private fun cioClient(trust: X509TrustManager?) = HttpClient(CIO) {
    engine {
        // Ours covers the body too.
        requestTimeout = 0
        https { trustManager = trust }
    }
}

private object TrustAnybody : X509TrustManager {
    override fun checkClientTrusted(chain: Array<X509Certificate>, authType: String) = Unit

    override fun checkServerTrusted(chain: Array<X509Certificate>, authType: String) = Unit

    override fun getAcceptedIssuers(): Array<X509Certificate> = emptyArray()
}
