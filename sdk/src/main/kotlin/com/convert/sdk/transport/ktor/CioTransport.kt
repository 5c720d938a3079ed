package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.http.CLIENT_THREADS
import com.convert.sdk.transport.Transport
import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import kotlinx.coroutines.CoroutineDispatcher
import javax.net.ssl.X509TrustManager

/** The SDK's own client on Ktor's CIO; [trust] takes the place of the JVM's trust store. */
internal fun cioTransport(config: TransportConfig, threads: CoroutineDispatcher, trust: X509TrustManager?): Transport =
    KtorTransport(config, guardedSource { soleOwner(cioClient(threads, trust)) })

/** The guarded client alone holds the engine then, and takes it along when it is closed. */
private fun soleOwner(client: HttpClient): HttpClient = client.guarded().also { client.close() }

private fun cioClient(threads: CoroutineDispatcher, trust: X509TrustManager?) = HttpClient(CIO) {
    engine {
        // A view of its own: an engine may close what it runs on.
        dispatcher = threads.limitedParallelism(CLIENT_THREADS)
        // Ours covers the body too.
        requestTimeout = 0
        https { trustManager = trust }
    }
}
