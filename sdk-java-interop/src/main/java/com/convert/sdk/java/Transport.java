package com.convert.sdk.java;

import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The way to Convert's servers. One call is one request: no retry, no back-off, no caching, no logging; the SDK does
 * these. Implementations must be safe for any number of threads, must not block ({@link #blocking} makes one of a
 * transport that does), and must send {@code User-Agent: ConvertAgent/1.0}: the service drops events without it. A
 * stage that nobody waits for any more is cancelled, when its {@link CompletionStage#toCompletableFuture()} can be.
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

    /** Lets go of connections and threads. May be called twice. */
    @Override
    void close();

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
