package com.convert.sdk.java;

import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import com.convert.sdk.transport.jdk.JdkTransports;
import java.net.http.HttpClient;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The way to Convert's servers. One call is one request: no retry, no back-off, no caching, no logging; the SDK does
 * these. Implementations must be safe for any number of threads, must not block ({@link #blocking} makes one of a
 * transport that does), and must send {@code User-Agent: ConvertAgent/1.0}: the service drops events without it. A
 * stage that is no longer waited for is cancelled, when its {@link CompletionStage#toCompletableFuture()} can be.
 */
public interface Transport extends AutoCloseable {
    /**
     * Asks for the project's configuration.
     *
     * @param request what to ask for
     * @return the answer; fails with {@link com.convert.sdk.error.ConfigLoadException} when there is no usable one, and
     *     any other exception counts as the same failure
     */
    CompletionStage<? extends ConfigResponse> fetchConfig(ConfigRequest request);

    /**
     * Posts a batch of tracking events.
     *
     * @param request the batch
     * @return the answer, whatever its status; fails when there was none
     */
    CompletionStage<TrackingResponse> sendTracking(TrackingRequest request);

    /** Releases connections and threads. May be called twice. */
    @Override
    void close();

    /**
     * Makes a transport over a client of the application's, for a proxy, a trust store or client certificates of its
     * own. Addresses, headers, the time-out of a whole request and the secret come from the settings; the client brings
     * its own time-out for connecting, certificates and threads. Closing the transport leaves the client open.
     *
     * @param client the client; follows no redirects, as is the default
     * @param config the settings
     * @return the transport
     * @throws IllegalArgumentException when the client follows redirects: they could carry the secret elsewhere
     */
    static Transport over(HttpClient client, TransportConfig config) {
        return new CoreTransport(JdkTransports.asTransport(client, config.core()));
    }

    /**
     * Makes a transport over a client of the application's, with the default settings.
     *
     * @param client the client; follows no redirects, as is the default
     * @return the transport
     * @throws IllegalArgumentException when the client follows redirects
     */
    static Transport over(HttpClient client) {
        return over(client, TransportConfig.builder().build());
    }

    /**
     * Makes a transport of one that blocks.
     *
     * @param transport the transport that blocks; closed with this one
     * @param executor runs its requests; needs as many threads as requests may wait at a time
     * @return the transport
     */
    static Transport blocking(BlockingTransport transport, Executor executor) {
        return new OffloadedTransport(transport, executor);
    }
}
