@file:JvmName("JdkTransports")

package com.convert.sdk.transport.jdk

import com.convert.sdk.TransportConfig
import com.convert.sdk.internal.http.ClientSource
import com.convert.sdk.transport.Transport
import java.net.http.HttpClient

/**
 * A transport over this client, for a proxy, a trust store or client certificates of your own. Addresses, headers, the
 * time-out of a whole request and the secret come from [config]; this client brings its own time-out for connecting,
 * certificates and threads. Closing the transport ends its requests and leaves this client open.
 *
 * @throws IllegalArgumentException when this client follows redirects: they could carry the secret elsewhere.
 */
public fun HttpClient.asTransport(config: TransportConfig): Transport {
    require(followRedirects() == HttpClient.Redirect.NEVER) {
        "expected a client with followRedirects(NEVER), which is the default, but it has ${followRedirects()}"
    }
    return JdkTransport(config, ClientSource { this }, FutureSend)
}
