package com.convert.sdk.spring.shop;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.java.Transport;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Convert's servers: hands out one project, and knows what it was told. */
public final class Service implements Transport {
    private static final Pattern KIND = Pattern.compile("\"eventType\":\"([a-z]+)\"");

    private final AtomicInteger failures = new AtomicInteger();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();

    private volatile int status = 200;

    /** What was reported of one visitor. */
    public record Event(String visitor, String kind) {}

    /** The next requests for the configuration are answered with this status. */
    public Service failing(int status, int times) {
        this.status = status;
        failures.set(times);
        return this;
    }

    public Service failing(int status) {
        return failing(status, Integer.MAX_VALUE);
    }

    public void recover() {
        failures.set(0);
    }

    public List<Event> events() {
        return bodies.stream().flatMap(Service::read).toList();
    }

    public List<String> visitorsOf(String kind) {
        return events().stream()
                .filter(event -> event.kind().equals(kind))
                .map(Event::visitor)
                .toList();
    }

    @Override
    public CompletionStage<? extends ConfigResponse> fetchConfig(ConfigRequest request) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return CompletableFuture.failedFuture(new ConfigLoadException("the test says " + status, null, status));
        }
        return CompletableFuture.completedFuture(new ConfigResponse.Loaded(project(), null));
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        bodies.add(request.getBody());
        return CompletableFuture.completedFuture(new TrackingResponse(200, null));
    }

    @Override
    public void close() {}

    private static String project() {
        try (var stream = Service.class.getResourceAsStream("/shop.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Event> read(String body) {
        return Stream.of(body.split("\"visitorId\":\"")).skip(1).flatMap(visitor -> {
            var id = visitor.substring(0, visitor.indexOf('"'));
            return KIND.matcher(visitor).results().map(kind -> new Event(id, kind.group(1)));
        });
    }
}
