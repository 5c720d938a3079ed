package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.TrackingDeliveryException;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.Core;
import com.convert.sdk.test.ConvertTest;
import com.convert.sdk.test.Recorded;
import com.convert.sdk.test.TestProject;
import com.convert.sdk.test.junit.ConvertExtension;
import com.convert.sdk.test.junit.EachVariation;
import com.convert.sdk.test.junit.WithVariation;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestingTest {
    // docs: testing-code-java
    static final class Checkout {
        private final Core core;

        Checkout(Core core) {
            this.core = core;
        }

        int pages(String visitor) {
            var result = core.createContext(visitor).runExperience("checkout");
            return result.filter(it -> it.getVariationKey().equals("one-page")).isPresent() ? 1 : 3;
        }

        void pay(String visitor, double amount) {
            var order = ConversionOptions.builder().revenue(amount).build();
            core.createContext(visitor).trackConversion("purchase", order);
        }
    }
    // end

    // docs: testing-route-java
    static final class CheckoutHandler implements HttpHandler {
        private final Checkout checkout;

        CheckoutHandler(Core core) {
            checkout = new Checkout(core);
        }

        @Override
        public void handle(HttpExchange exchange) throws IOException {
            var visitor = exchange.getRequestURI().getPath().substring("/checkout/".length());
            var text = (checkout.pages(visitor) + " pages").getBytes();
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        }
    }
    // end

    // docs: testing-first-java
    @RegisterExtension
    static final ConvertExtension convert = ConvertExtension.of(TestProject.fromResource("bookshop.json"));

    @Test
    @WithVariation(experience = "checkout", variation = "one-page")
    void whoeverGetsTheNewCheckoutPaysOnOnePage(Core core, Recorded recorded) {
        var checkout = new Checkout(core);
        assertEquals(1, checkout.pages("visitor-1"));
        checkout.pay("visitor-1", 49.9);
        recorded.assertExposure("checkout", "one-page");
        recorded.assertConversion("purchase", 49.9);
    }
    // end

    // docs: testing-each-java
    @EachVariation("checkout")
    void theCheckoutHasPages(String variation, Core core, Recorded recorded) {
        assertEquals(variation.equals("one-page") ? 1 : 3, new Checkout(core).pages("visitor-1"));
        recorded.assertExposure("checkout", variation);
    }
    // end

    @Test
    void overridesAreLaidOverAConfiguration() {
        // docs: testing-overrides-java
        var project = TestProject.fromResource("bookshop.json")
                .withVariation("winter-sale", "loud")
                .withVariationFor("ann", "checkout", "one-page")
                .withFeature("club-badge", Map.of("badge", true, "tiers", List.of("gold")))
                .withoutFeature("express-pay");
        // end
        try (var test = new ConvertTest(project)) {
            assertEquals(1, new Checkout(test.startJava()).pages("ann"));
            assertEquals(3, new Checkout(test.startJava()).pages("bob"));
        }
    }

    @Test
    void aProjectIsGenerated() {
        // docs: testing-generated-java
        var project = TestProject.empty()
                .addExperience("search", "old", "new")
                .addFeature("fuzzy", Map.of("distance", "integer"))
                .addFeatureTo("search", "new", "fuzzy", Map.of("distance", 2))
                .addGoal("found");
        // end
        assertEquals(List.of("old", "new"), project.variations("search"));
    }

    // docs: testing-failures-java
    @Test
    void aPurchaseOutlivesAnOutage(ConvertTest test, Core core) {
        test.getDelivery().fail();
        new Checkout(core).pay("visitor-1", 49.9);
        assertThrows(TrackingDeliveryException.class, core::flush);
        assertTrue(test.getRecorded().getPayloads().isEmpty());
        test.getDelivery().recover();
        test.getRecorded().assertConversion("purchase", 49.9);
    }
    // end

    // docs: testing-time-java
    @Test
    void aPurchaseIsDeliveredAfterAnOutage() {
        var builder = ConvertTest.builder(TestProject.fromResource("bookshop.json"))
                .javaSettings(settings -> settings.autoFlushInterval(Duration.ofSeconds(30)));
        try (var test = builder.build()) {
            var core = test.startJava();
            test.getDelivery().failNext(3, 503);
            new Checkout(core).pay("visitor-1", 49.9);
            test.advanceTime(Duration.ofMinutes(10));
            assertEquals(4, test.getDelivery().getRequests());
            test.getRecorded().assertConversion("purchase", 49.9);
        }
    }
    // end

    // docs: testing-route-test-java
    @Test
    @WithVariation(experience = "checkout", variation = "one-page")
    void theRouteSaysHowManyPages(Core core, Recorded recorded) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/checkout/", new CheckoutHandler(core));
        server.start();
        var port = server.getAddress().getPort();
        try (var page =
                URI.create("http://localhost:" + port + "/checkout/ann").toURL().openStream()) {
            assertEquals("1 pages", new String(page.readAllBytes()));
        } finally {
            server.stop(0);
        }
        recorded.of("ann").assertExposure("checkout", "one-page");
    }
    // end
}
