package com.convert.sdk.snippets.fleet;

import com.convert.sdk.java.Transport;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every payload, and refuses to be asked for a configuration. */
final class Service implements Transport {
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    List<String> bodies() {
        return bodies;
    }

    @Override
    public CompletableFuture<ConfigResponse> fetchConfig(ConfigRequest request) {
        throw new AssertionError("a project was given");
    }

    @Override
    public CompletableFuture<TrackingResponse> sendTracking(TrackingRequest request) {
        bodies.add(request.getBody());
        return CompletableFuture.completedFuture(new TrackingResponse(200, null));
    }

    @Override
    public void close() {}
}
