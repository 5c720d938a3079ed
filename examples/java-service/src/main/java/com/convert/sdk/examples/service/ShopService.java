package com.convert.sdk.examples.service;

import com.convert.sdk.ShutdownResult;
import com.convert.sdk.java.Context;
import com.convert.sdk.java.Core;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A shop whose headline and checkout are under test: {@code GET /} shows them, {@code POST /buy} is the conversion, and
 * {@code GET /events} what Convert was told.
 */
public final class ShopService {
    private static final int THREADS = 16;
    private static final int SECONDS_TO_FINISH = 10;

    private final Core core;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** {@code arrived} is what is shown as told to Convert. */
    ShopService(Core core, Supplier<List<String>> arrived, InetSocketAddress address) throws IOException {
        this.core = core;
        server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, "GET /", ShopPages::shop));
        server.createContext("/buy", exchange -> answer(exchange, "POST /buy", ShopPages::bought));
        server.createContext(
                "/events", exchange -> answer(exchange, "GET /events", visitor -> ShopPages.events(arrived.get())));
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
}
