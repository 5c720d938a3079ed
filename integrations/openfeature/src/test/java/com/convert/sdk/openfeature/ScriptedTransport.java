package com.convert.sdk.openfeature;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.java.Transport;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Convert's servers, as far as a test lets them be up. */
final class ScriptedTransport implements Transport {
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile @Nullable String config;
    private volatile boolean hangs;
    private volatile boolean isClosed;

    /** What is served from now on; {@code null} for a service that is down. */
    ScriptedTransport serve(@Nullable String config) {
        this.config = config;
        return this;
    }

    /** Requests for the configuration are not answered from now on. */
    void hang() {
        hangs = true;
    }

    boolean isClosed() {
        return isClosed;
    }

    String sent() {
        return String.join("\n", bodies);
    }

    long sentEvents(String type) {
        return Pattern.compile("\"eventType\":\"" + type + "\"")
                .matcher(sent())
                .results()
                .count();
    }

    @Override
    public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
        var body = config;
        if (hangs) return new CompletableFuture<>();
        return body == null
                ? CompletableFuture.failedFuture(new ConfigLoadException("the service is down"))
                : CompletableFuture.completedFuture(new ConfigResponse.Loaded(body, null));
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        bodies.add(request.getBody());
        return CompletableFuture.completedFuture(new TrackingResponse(200, null));
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
