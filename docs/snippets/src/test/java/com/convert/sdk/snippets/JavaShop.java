package com.convert.sdk.snippets;

import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The shop of the quick start, behind a transport that reaches nobody. */
final class JavaShop implements Transport {
    final AtomicInteger sent = new AtomicInteger();

    static Core open() {
        return new Core(SdkConfig.builder().data(json()).build(), new JavaShop()).initialize();
    }

    static String json() {
        try (var file = JavaShop.class.getResourceAsStream("/bookshop.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What a snippet prints. */
    static String printed(Snippet snippet) throws Exception {
        var before = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            snippet.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8).strip();
    }

    interface Snippet {
        void run() throws Exception;
    }

    @Override
    public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
        return CompletableFuture.completedFuture(new ConfigResponse.Loaded(json(), null));
    }

    @Override
    public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
        sent.addAndGet(request.getEventCount());
        return CompletableFuture.completedFuture(new TrackingResponse(200, null));
    }

    @Override
    public void close() {}
}
