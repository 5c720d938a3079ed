package com.convert.sdk.transport.jdk

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.http.CLIENT_THREADS
import com.convert.sdk.internal.http.ClientSource
import com.convert.sdk.transport.Transport
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asExecutor
import java.net.http.HttpClient
import javax.net.ssl.SSLContext
import javax.net.ssl.X509TrustManager
import kotlin.time.toJavaDuration

/** The SDK's own client on `java.net.http`; [trust] takes the place of the JVM's trust store. */
internal fun jdkTransport(config: TransportConfig, threads: CoroutineDispatcher, trust: X509TrustManager?): Transport {
    val routes = Routes(config.connectTimeout, threads)
    val clients = ClientSource(::end) { jdkClient(config, threads, trust, routes) }
    return JdkTransport(config, clients, WaitingSend(threads), routes)
}

/** Trust store and key store are those of the JVM, which are the builder's defaults. */
private fun jdkClient(
    config: TransportConfig,
    threads: CoroutineDispatcher,
    trust: X509TrustManager?,
    routes: Routes,
): HttpClient =
    HttpClient.newBuilder()
        .executor(threads.limitedParallelism(CLIENT_THREADS).asExecutor())
        .proxy(routes)
        .connectTimeout(config.connectTimeout.toJavaDuration())
        .followRedirects(HttpClient.Redirect.NEVER)
        .apply { if (trust != null) sslContext(trusting(trust)) }
        .build()

private fun trusting(trust: X509TrustManager): SSLContext =
    SSLContext.getInstance("TLS").apply { init(null, arrayOf(trust), null) }

/** Before JDK 21 a client cannot be closed: its thread and its idle connections end once it is garbage. */
private fun end(client: HttpClient) {
    try {
        HttpClient::class.java.getMethod("shutdown").invoke(client)
    } catch (_: ReflectiveOperationException) {
        // An older JDK.
    }
}
