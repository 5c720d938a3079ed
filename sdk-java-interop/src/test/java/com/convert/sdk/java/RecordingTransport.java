package com.convert.sdk.java;

import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every event, and gives the configuration that the test completes. */
final class RecordingTransport implements Transport {
    final CompletableFuture<ConfigResponse> config = new CompletableFuture<>();
    final List<TrackingRequest> sent = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    @Override
    public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
        return config;
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        sent.add(request);
        return CompletableFuture.completedFuture(new TrackingResponse(200, null));
    }

    @Override
    public void close() {
        closed = true;
    }

    int eventCount() {
        return sent.stream().mapToInt(TrackingRequest::getEventCount).sum();
    }
}
