package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OwnClientTest {
    // docs: config-own-client-java
    static final class OwnClient implements Transport {
        private final HttpClient client;
        private final String configs; // https://cdn-4.convertexperiments.com
        private final String tracking; // https://[project_id].metrics.convertexperiments.com/v1

        OwnClient(HttpClient client, String configs, String tracking) {
            this.client = client;
            this.configs = configs;
            this.tracking = tracking;
        }

        @Override
        public CompletionStage<ConfigResponse> fetchConfig(ConfigRequest request) {
            var get = to(configs + "/api/v1/config/" + request.getSdkKey()).GET();
            if (request.getEtag() != null) {
                get.header("If-None-Match", request.getEtag());
            }
            return client.sendAsync(get.build(), BodyHandlers.ofString()).thenApply(OwnClient::configuration);
        }

        private static ConfigResponse configuration(HttpResponse<String> answer) {
            return switch (answer.statusCode()) {
                case 200 ->
                    new ConfigResponse.Loaded(
                            answer.body(), answer.headers().firstValue("ETag").orElse(null));
                case 304 -> ConfigResponse.NotModified.INSTANCE;
                default -> throw new ConfigLoadException("the service answered " + answer.statusCode());
            };
        }

        @Override
        public CompletionStage<TrackingResponse> sendTracking(TrackingRequest request) {
            var base = tracking.replace("[project_id]", request.getProjectId());
            var post = to(base + "/track/" + request.getSdkKey())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(request.getBody()));
            return client.sendAsync(post.build(), BodyHandlers.discarding())
                    .thenApply(answer -> new TrackingResponse(
                            answer.statusCode(),
                            answer.headers().firstValue("Retry-After").orElse(null)));
        }

        private static HttpRequest.Builder to(String url) {
            // The service drops events that come from anybody else.
            return HttpRequest.newBuilder(URI.create(url))
                    .header("User-Agent", "ConvertAgent/1.0")
                    .timeout(Duration.ofSeconds(10));
        }

        @Override
        public void close() {}
    }
    // end

    @Test
    @DisplayName("the JDK's own client, through a proxy")
    void proxied() throws Exception {
        var asked = new LinkedBlockingQueue<String>();
        var proxy = proxy(asked);
        var address = proxy.getAddress();
        try {
            // docs: config-own-client-java-use
            var client = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(address))
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
            // end
            var transport = new OwnClient(client, "http://configs.example.com", "http://[project_id].example.com/v1");
            var config = SdkConfig.builder().sdkKey("key").build();
            try (var core = new Core(config, transport).initialize()) {
                core.createContext("visitor-1", Map.of("country", "US")).runExperience("checkout");
            }
        } finally {
            proxy.stop(0);
        }
        assertEquals("http://configs.example.com/api/v1/config/key", asked.poll(10, TimeUnit.SECONDS));
        var tracked = asked.poll(10, TimeUnit.SECONDS);
        assertTrue(tracked.endsWith(".example.com/v1/track/key"), tracked);
    }

    /** Answers itself what it is asked to hand on. */
    private static HttpServer proxy(BlockingQueue<String> asked) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().toString());
                exchange.getRequestBody().readAllBytes();
                var body = JavaShop.json().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        return server;
    }
}
