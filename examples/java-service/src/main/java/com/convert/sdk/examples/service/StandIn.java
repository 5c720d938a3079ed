package com.convert.sdk.examples.service;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.java.BlockingTransport;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** In place of Convert's servers: shows what they would be told, and sends it nowhere. */
final class StandIn implements BlockingTransport {
    private final List<String> arrived = new CopyOnWriteArrayList<>();

    /** What has arrived so far; the SDK delivers within a second. */
    List<String> arrived() {
        return arrived;
    }

    @Override
    public ConfigResponse fetchConfig(ConfigRequest request) {
        throw new ConfigLoadException("the sample has its configuration with it");
    }

    @Override
    public TrackingResponse sendTracking(TrackingRequest request) {
        System.out.println("Convert was told: " + request.getBody());
        arrived.add(request.getBody());
        return new TrackingResponse(200, null);
    }

    @Override
    public void close() {}
}
