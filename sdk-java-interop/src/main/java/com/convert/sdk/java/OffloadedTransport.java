package com.convert.sdk.java;

import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A transport that blocks, on the user's executor. */
final class OffloadedTransport implements Transport {
    private final BlockingTransport transport;
    private final BlockingExecutor executor;

    OffloadedTransport(BlockingTransport transport, Executor executor) {
        this.transport = transport;
        this.executor = new BlockingExecutor(executor);
    }

    @Override
    public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
        return executor.run(() -> transport.fetchConfig(request));
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        return executor.run(() -> transport.sendTracking(request));
    }

    @Override
    public void close() {
        transport.close();
    }
}
