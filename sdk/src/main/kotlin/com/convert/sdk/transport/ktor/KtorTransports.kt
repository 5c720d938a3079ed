@file:JvmName("KtorTransports")

package com.convert.sdk.transport.ktor

import com.convert.sdk.TransportConfig
import com.convert.sdk.transport.Transport
import io.ktor.client.HttpClient

/**
 * A transport over this client, for a proxy, a trust store, client certificates or an engine of your own. Addresses,
 * headers, time-outs and secret come from [config]; certificates are checked as this client does, whatever
 * [TransportConfig.verifyTls] says. Its plug-ins run, but cannot follow redirects, repeat requests or replace the
 * headers that the service needs. Closing the transport leaves this client open.
 *
 * The client that the SDK makes itself runs on the engine that [TransportConfig.engine] names.
 */
public fun HttpClient.asTransport(config: TransportConfig): Transport =
    KtorTransport(config, ClientSource { guarded() })
