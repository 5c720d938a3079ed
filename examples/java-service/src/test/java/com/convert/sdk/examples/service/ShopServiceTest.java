package com.convert.sdk.examples.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.ShutdownResult;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.SdkConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ShopServiceTest {
    private static final int CUSTOMERS = 8;
    private static final int SALES_BEFORE_STOPPING = 50;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RecordingTransport delivered = new RecordingTransport();
    private final HttpClient client = HttpClient.newHttpClient();
    private Core core;
    private ShopService shop;

    @BeforeEach
    void start() throws IOException {
        var data = Main.class.getResourceAsStream("/shop.json");
        core = new Core(SdkConfig.builder().data(data).flushOnShutdown(false).build(), delivered).initialize();
        shop = new ShopService(core, delivered::bodies, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        shop.start();
    }

    @AfterEach
    void stop() {
        shop.stop();
    }

    @Test
    @DisplayName("a visitor gets a cookie once, and the same page with it")
    void remembersVisitors() throws Exception {
        var first = client.send(get("/").build(), BodyHandlers.ofString());
        var cookie = first.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        var second = client.send(get("/").header("Cookie", cookie).build(), BodyHandlers.ofString());
        assertEquals(first.body(), second.body());
        assertTrue(second.headers().firstValue("Set-Cookie").isEmpty());
    }

    @Test
    @DisplayName("a customer clicks through, buys once, and Convert is told of two exposures and one purchase")
    void clicksThrough() throws Exception {
        var cookie = "visitor=ann";
        var page = client.send(get("/").header("Cookie", cookie).build(), BodyHandlers.ofString())
                .body();
        assertTrue(page.contains("Checkout with <b>") && page.contains("Buy a book with"), page);
        assertTrue(buy(cookie).contains("<b>queued</b>"));
        assertTrue(buy(cookie).contains("<b>deduplicated</b>"));
        core.flush();
        var told = client.send(get("/events").build(), BodyHandlers.ofString()).body();
        assertEquals(2, told.split("\"eventType\":\"bucketing\"", -1).length - 1, told);
        assertEquals(1, told.split("\"eventType\":\"conversion\"", -1).length - 1, told);
    }

    @Test
    @DisplayName("looking is not buying")
    void onlyPostBuys() throws Exception {
        assertEquals(
                404, client.send(get("/buy").build(), BodyHandlers.discarding()).statusCode());
        assertEquals(
                404,
                client.send(get("/favicon.ico").build(), BodyHandlers.discarding())
                        .statusCode());
        assertEquals(0, core.getMetrics().getEventsQueued());
    }

    @Test
    @DisplayName("no sale is lost of those that customers make while the service is being stopped")
    void losesNothingWhenStopped() throws Exception {
        var confirmed = ConcurrentHashMap.<String>newKeySet();
        var soldEnough = new CountDownLatch(SALES_BEFORE_STOPPING);
        var threads = Executors.newFixedThreadPool(CUSTOMERS + 1);
        try {
            var customers = new ArrayList<CompletableFuture<Void>>();
            for (var i = 0; i < CUSTOMERS; i++) {
                var name = "customer-" + i + "-";
                customers.add(CompletableFuture.runAsync(() -> buyUntilClosed(name, confirmed, soldEnough), threads));
            }
            assertTrue(soldEnough.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "too few sales");
            ShutdownResult result = shop.stop();
            CompletableFuture.allOf(customers.toArray(CompletableFuture[]::new))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertEquals(0, result.getEventsLeft());
        } finally {
            threads.shutdownNow();
        }
        assertFalse(confirmed.isEmpty());
        assertEquals(Set.of(), missing(confirmed));
        // A sale may be delivered whose confirmation the closing connection lost; none may come twice.
        assertEquals(core.getMetrics().getEventsQueued(), delivered.eventCount());
        assertEquals(
                delivered.conversions().size(),
                Set.copyOf(delivered.conversions()).size());
    }

    private Set<String> missing(Set<String> confirmed) {
        var missing = ConcurrentHashMap.<String>newKeySet();
        missing.addAll(confirmed);
        delivered.conversions().forEach(missing::remove);
        return missing;
    }

    /** Each sale is another visitor's: view the checkout, then buy. */
    private void buyUntilClosed(String name, Set<String> confirmed, CountDownLatch sales) {
        for (var i = 0; ; i++) {
            var visitor = name + i;
            try {
                var cookie = "visitor=" + visitor;
                client.send(get("/").header("Cookie", cookie).build(), BodyHandlers.discarding());
                var sale = get("/buy").header("Cookie", cookie).POST(BodyPublishers.noBody());
                HttpResponse<String> answer = client.send(sale.build(), BodyHandlers.ofString());
                assertTrue(answer.body().contains("queued"), answer.body());
                confirmed.add(visitor);
                sales.countDown();
            } catch (IOException closed) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String buy(String cookie) throws Exception {
        var sale = get("/buy").header("Cookie", cookie).POST(BodyPublishers.noBody());
        return client.send(sale.build(), BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.port() + path))
                .timeout(LIMIT);
    }
}
