package com.convert.sdk.micrometer;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.java.Transport;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Convert's servers, as far as a test lets them be up. */
final class ScriptedTransport implements Transport {
    private volatile @Nullable String config;
    private volatile int status = 200;

    /** What is served from now on; {@code null} for a service that is down. */
    ScriptedTransport serve(@Nullable String config) {
        this.config = config;
        return this;
    }

    /** The status of every answer to events from now on. */
    void answer(int status) {
        this.status = status;
    }

    @Override
    public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
        var body = config;
        return body == null
                ? CompletableFuture.failedFuture(new ConfigLoadException("the service is down"))
                : CompletableFuture.completedFuture(new ConfigResponse.Loaded(body, null));
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        return CompletableFuture.completedFuture(new TrackingResponse(status, null));
    }

    @Override
    public void close() {}
}
