package com.convert.sdk.java;

import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.util.concurrent.CompletionStage;

/** A transport of the core's own, as Java sees it. */
final class CoreTransport implements Transport {
    private final com.convert.sdk.transport.Transport core;
    private final Bridge bridge = new Bridge(Runnable::run);

    CoreTransport(com.convert.sdk.transport.Transport core) {
        this.core = core;
    }

    com.convert.sdk.transport.Transport core() {
        return core;
    }

    @Override
    public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
        return bridge.future(continuation -> core.fetchConfig(request, continuation));
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        return bridge.future(continuation -> core.sendTracking(request, continuation));
    }

    @Override
    public void close() {
        core.close();
    }
}
