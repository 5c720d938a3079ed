package com.convert.sdk.examples.service;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.java.BlockingTransport;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;

/** Stands in for the service on this machine, and shows what arrived: the sample reaches nobody. */
final class ConsoleTransport implements BlockingTransport {
    @Override
    public ConfigResponse fetchConfig(ConfigRequest request) {
        throw new ConfigLoadException("the sample has its configuration with it");
    }

    @Override
    public TrackingResponse sendTracking(TrackingRequest request) {
        System.out.println(request.getEventCount() + " events arrived at the stand-in: " + request.getBody());
        return new TrackingResponse(200, null);
    }

    @Override
    public void close() {}
}
