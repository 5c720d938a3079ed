package com.convert.sdk.java;

import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** A Java transport as the core sees it. */
final class StageTransport implements com.convert.sdk.transport.Transport {
    private final Transport transport;

    private StageTransport(Transport transport) {
        this.transport = transport;
    }

    /** The core's own needs no way there and back. */
    static com.convert.sdk.transport.Transport of(Transport transport) {
        return transport instanceof CoreTransport own ? own.core() : new StageTransport(transport);
    }

    @Override
    public @Nullable Object fetchConfig(ConfigRequest request, Continuation<? super ConfigResponse> continuation) {
        return StageAwait.await(transport.fetchConfig(request), response -> response, continuation);
    }

    @Override
    public @Nullable Object sendTracking(TrackingRequest request, Continuation<? super TrackingResponse> continuation) {
        return StageAwait.await(transport.sendTracking(request), response -> response, continuation);
    }

    @Override
    public void close() {
        transport.close();
    }
}
