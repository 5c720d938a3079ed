package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.transport.HttpEngine
import com.convert.sdk.transport.Transport
import io.ktor.client.HttpClient
import io.ktor.client.engine.HttpClientEngine
import io.ktor.client.engine.HttpClientEngineConfig
import io.ktor.client.engine.HttpClientEngineFactory
import io.ktor.client.engine.cio.CIO
import io.ktor.client.engine.java.Java
import kotlinx.coroutines.CoroutineDispatcher
import java.net.http.HttpClient.Version
import java.security.cert.X509Certificate
import javax.net.ssl.SSLContext
import javax.net.ssl.X509TrustManager

/** The transport for those who bring none, on [threads]; [trust] takes the place of the JVM's trust store. */
internal fun defaultTransport(
    config: TransportConfig,
    logs: Logs,
    threads: CoroutineDispatcher,
    trust: X509TrustManager? = null,
): Transport {
    if (!config.verifyTls) logs.config.warn("transport.verifyTls is off: anybody can pose as Convert's servers")
    val trustManager = if (config.verifyTls) trust else TrustAnybody
    return KtorTransport(config, ClientSource { ownClient(config.engine, threads, trustManager) }, isConcealed = true)
}

/** The guarded client alone holds the engine then, and takes it along when it is closed. */
private fun ownClient(kind: HttpEngine, threads: CoroutineDispatcher, trust: X509TrustManager?): HttpClient {
    // A view of its own: an engine may close what it runs on.
    val view = threads.limitedParallelism(MOST_THREADS)
    val client = HttpClient(
        OwnEngine { if (kind == HttpEngine.CIO) cioEngine(view, trust) else javaEngine(view, trust) },
    )
    return client.guarded().also { client.close() }
}

/** A client closes the engine that it had made, and leaves one that it was handed open. */
private class OwnEngine(private val make: () -> HttpClientEngine) : HttpClientEngineFactory<HttpClientEngineConfig> {
    override fun create(block: HttpClientEngineConfig.() -> Unit): HttpClientEngine = ConcealingEngine(make())
}

private fun javaEngine(threads: CoroutineDispatcher, trust: X509TrustManager?): HttpClientEngine = Java.create {
    dispatcher = threads
    protocolVersion = Version.HTTP_2
    if (trust != null) config { sslContext(trusting(trust)) }
}

private fun cioEngine(threads: CoroutineDispatcher, trust: X509TrustManager?): HttpClientEngine = CIO.create {
    dispatcher = threads
    // Ours covers the body too.
    requestTimeout = 0
    https { trustManager = trust }
}

private fun trusting(trust: X509TrustManager): SSLContext =
    SSLContext.getInstance("TLS").apply { init(null, arrayOf(trust), null) }

private const val MOST_THREADS = 16

private object TrustAnybody : X509TrustManager {
    override fun checkClientTrusted(chain: Array<X509Certificate>, authType: String) = Unit

    override fun checkServerTrusted(chain: Array<X509Certificate>, authType: String) = Unit

    override fun getAcceptedIssuers(): Array<X509Certificate> = emptyArray()
}
