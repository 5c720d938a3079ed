package com.convert.sdk.java;

import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;

/** A {@link Transport} whose methods block. {@link Transport#blocking} gives it to the SDK. */
public interface BlockingTransport extends AutoCloseable {
    /**
     * Asks for the project's configuration.
     *
     * @param request what to ask for
     * @return the answer
     * @throws Exception when there is no usable answer
     */
    ConfigResponse fetchConfig(ConfigRequest request) throws Exception;

    /**
     * Posts a batch of tracking events.
     *
     * @param request the batch
     * @return the answer, whatever its status
     * @throws Exception when there was no answer
     */
    TrackingResponse sendTracking(TrackingRequest request) throws Exception;

    /** Releases connections and threads. May be called twice. */
    @Override
    void close();
}
