package com.convert.sdk.java;

import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A transport that blocks, on an executor of the user's. */
final class OffloadedTransport implements Transport {
    private final BlockingTransport transport;
    private final Offload offload;

    OffloadedTransport(BlockingTransport transport, Executor executor) {
        this.transport = transport;
        this.offload = new Offload(executor);
    }

    @Override
    public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
        return offload.run(() -> transport.fetchConfig(request));
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        return offload.run(() -> transport.sendTracking(request));
    }

    @Override
    public void close() {
        transport.close();
    }
}
