package com.convert.sdk.examples.service;

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
import java.util.stream.Stream;

/** Takes every event, a little later than it is asked to, and knows what it was. */
final class RecordingTransport implements Transport {
    private static final Pattern VISITOR = Pattern.compile("\"visitorId\":\"([^\"]*)\"");

    private final List<TrackingRequest> requests = new CopyOnWriteArrayList<>();

    int eventCount() {
        return requests.stream().mapToInt(TrackingRequest::getEventCount).sum();
    }

    List<String> bodies() {
        return requests.stream().map(TrackingRequest::getBody).toList();
    }

    /** The visitors of the conversions that came, one entry an event. */
    List<String> conversions() {
        return requests.stream()
                .flatMap(request -> conversions(request.getBody()))
                .toList();
    }

    @Override
    public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("the test has its configuration"));
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        requests.add(request);
        return CompletableFuture.completedFuture(new TrackingResponse(200, null));
    }

    @Override
    public void close() {}

    private static Stream<String> conversions(String body) {
        // One piece for each visitor; the first is what stands before the visitors.
        return Stream.of(body.split("(?=\"visitorId\")")).skip(1).flatMap(piece -> {
            var matcher = VISITOR.matcher(piece);
            return matcher.lookingAt()
                    ? piece.lines()
                            .flatMap(line -> Pattern.compile("\"eventType\":\"conversion\"")
                                    .matcher(line)
                                    .results())
                            .map(found -> matcher.group(1))
                    : Stream.empty();
        });
    }
}
