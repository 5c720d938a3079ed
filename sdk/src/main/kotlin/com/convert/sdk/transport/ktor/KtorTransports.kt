@file:JvmName("KtorTransports")

package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.http.ClientSource
import com.convert.sdk.internal.runtime.LibraryCheck
import com.convert.sdk.transport.Transport
import io.ktor.client.HttpClient
import kotlinx.coroutines.cancel

/**
 * A transport over this client, for a proxy, a trust store, client certificates or an engine of your own. Addresses,
 * headers, time-outs and secret come from [config]; certificates are checked as this client does, whatever
 * [TransportConfig.verifyTls] says. Its plug-ins run, but cannot follow redirects, repeat requests or replace the
 * headers that the service needs; they and Ktor's loggers see an address without key and query. Closing the transport
 * leaves this client open.
 *
 * The client that the SDK makes itself runs on the engine that [TransportConfig.engine] names.
 */
public fun HttpClient.asTransport(config: TransportConfig): Transport =
    KtorTransport(config, guardedSource { guarded() })

/** Releasing such a client ends what is under way, which closing alone would wait for. */
internal fun guardedSource(make: () -> HttpClient): ClientSource<HttpClient> {
    LibraryCheck.verifyKtor(HttpClient::class.java)
    return ClientSource(
        release = {
            it.cancel()
            it.close()
        },
        make = make,
    )
}
