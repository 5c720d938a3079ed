package com.convert.sdk.examples.spring;

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
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** In place of Convert's servers: shows what they would be told, and sends it nowhere. */
@Component
@Profile("!live")
class StandIn implements Transport {
    private final List<String> arrived = new CopyOnWriteArrayList<>();

    List<String> arrived() {
        return arrived;
    }

    @Override
    public CompletionStage<? extends ConfigResponse> fetchConfig(ConfigRequest request) {
        return CompletableFuture.failedFuture(new ConfigLoadException("the sample has its configuration with it"));
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        System.out.println("Convert was told: " + request.getBody());
        arrived.add(request.getBody());
        return CompletableFuture.completedFuture(new TrackingResponse(200, null));
    }

    @Override
    public void close() {}

    /** What has arrived so far; the SDK delivers within a second. */
    @RestController
    @Profile("!live")
    static class EventsPage {
        private final StandIn standIn;

        EventsPage(StandIn standIn) {
            this.standIn = standIn;
        }

        @GetMapping("/events")
        String events() {
            return Page.of(standIn.arrived().stream()
                    .map(body -> "<pre>" + body.replace("&", "&amp;").replace("<", "&lt;") + "</pre>")
                    .collect(Collectors.joining("\n", "<h1>What Convert was told</h1>\n", "")));
        }
    }
}
