package com.convert.sdk.examples.service;

import com.convert.sdk.ShutdownResult;
import com.convert.sdk.java.Context;
import com.convert.sdk.java.Core;
import com.convert.sdk.result.ExperienceResult;
import com.convert.sdk.result.FeatureResult;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A shop whose checkout is under test: {@code GET /} shows it, {@code POST /buy} is the conversion. */
public final class ShopService {
    private static final int THREADS = 16;
    private static final int SECONDS_TO_FINISH = 10;

    private final Core core;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    public ShopService(Core core, InetSocketAddress address) throws IOException {
        this.core = core;
        server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, "GET /", this::checkout));
        server.createContext("/buy", exchange -> answer(exchange, "POST /buy", this::buy));
    }

    public void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Takes no more requests, finishes those that it has, and only then closes the SDK, which delivers what they
     * tracked. In any other order a request could track into an SDK that has gone.
     */
    public ShutdownResult stop() {
        server.stop(1);
        threads.shutdown();
        try {
            threads.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return core.shutdown();
    }

    private interface Page {
        String render(Context context);
    }

    private void answer(HttpExchange exchange, String expected, Page page) throws IOException {
        try (exchange) {
            // A crawler that looks at /buy has not bought, and an icon is no visit.
            if (!expected.equals(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath())) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var visitor = VisitorCookie.of(exchange);
            var body = page.render(core.createContext(visitor)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String checkout(Context context) {
        var variation = context.runExperience("checkout")
                .map(ExperienceResult::getVariationKey)
                .orElse("three-pages");
        var provider = context.runFeature("express-pay")
                .map(FeatureResult::getVariables)
                .map(variables -> variables.getString("provider", "card"))
                .orElse("card");
        return """
            <h1>Checkout: %s</h1>
            <form method="post" action="/buy"><button>Buy with %s</button></form>
            """.formatted(variation, provider);
    }

    private String buy(Context context) {
        var result = context.trackConversion("purchase", 49.99);
        return "<h1>Thank you</h1><p>%s</p>".formatted(result.getStatus());
    }
}
