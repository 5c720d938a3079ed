package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import com.convert.sdk.CoreState;
import com.convert.sdk.StartMode;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.RefreshConfig;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.test.Recorded;
import com.convert.sdk.test.TestProject;
import com.convert.sdk.test.junit.ConvertExtension;
import com.convert.sdk.test.junit.WithVariation;
import com.sun.net.httpserver.HttpHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

class RecipesTest {
    @RegisterExtension
    static final ConvertExtension convert = ConvertExtension.of(TestProject.fromResource("bookshop.json"));

    @Test
    @DisplayName("a start that cannot fail the application serves defaults, and then decides")
    void background(@TempDir Path folder) throws Exception {
        try (var core = new Core(resilient(folder), new JavaShop())) {
            core.initialize();
            // docs: recipe-wait-java
            var ready = new CountDownLatch(1);
            core.on(LifecycleEvent.Ready.class, event -> ready.countDown());
            ready.await(2, TimeUnit.SECONDS);
            // end
            assertEquals("configuration from REMOTE", health(core));
            var context = core.createContext("visitor-1", Map.of("country", "US"));
            // docs: recipe-default-java
            var timeout = context.runFeature("express-pay")
                    .map(feature -> feature.getVariables().getInt("timeout", 10))
                    .orElse(10);
            // end
            assertEquals(30, timeout);
        }
    }

    // docs: recipe-background-java
    static SdkConfig resilient(Path folder) {
        return SdkConfig.builder()
                .sdkKey(System.getenv("CONVERT_SDK_KEY"))
                .start(StartMode.BACKGROUND) // initialize() returns at once
                .cacheFile(folder.resolve("convert-config.cache"))
                .refresh(RefreshConfig.builder().interval(Duration.ofMinutes(2)).build())
                .autoFlushInterval(Duration.ofSeconds(5))
                .globalAttributes(Map.of("appVersion", "4.2"))
                .build();
    }
    // end

    // docs: recipe-health-java
    static String health(Core core) {
        var state = core.getState();
        if (state instanceof CoreState.Ready ready) {
            return "configuration from " + ready.getSource();
        }
        if (state instanceof CoreState.Failed failed) {
            return failed.getError().getCode() + ", next attempt within " + failed.getRetryInMillis() + " ms";
        }
        return "no configuration yet";
    }
    // end

    // docs: recipe-http-java
    static HttpHandler checkout(Core core) {
        return exchange -> {
            var visitor = exchange.getRequestURI().getPath().substring("/checkout/".length());
            var context = core.createContext(visitor); // one for each request
            var result = context.runExperience("checkout");
            var text = result.map(it -> it.getVariationKey()).orElse("original").getBytes();
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        };
    }
    // end

    // docs: recipe-spring
    @RestController
    static class CheckoutController {
        private final Core core;

        CheckoutController(Core core) {
            this.core = core;
        }

        @GetMapping("/checkout/{visitor}")
        String checkout(@PathVariable("visitor") String visitor) {
            var result = core.createContext(visitor).runExperience("checkout");
            return result.map(it -> it.getVariationKey()).orElse("original");
        }
    }
    // end

    // docs: recipe-spring-test
    @Test
    @WithVariation(experience = "checkout", variation = "one-page")
    void theControllerAnswersWithTheVariation(Core core, Recorded recorded) throws Exception {
        var mvc = MockMvcBuilders.standaloneSetup(new CheckoutController(core)).build();
        mvc.perform(get("/checkout/ann")).andExpect(content().string("one-page"));
        recorded.of("ann").assertExposure("checkout", "one-page");
    }
    // end

    /** What the shop charges with; the user's own, and so the one to mock. */
    interface Payments {
        void charge(String visitor, double amount);
    }

    // docs: recipe-mockito
    @Test
    @WithVariation(experience = "checkout", variation = "one-page")
    void whoPaysOnOnePageIsChargedOnce(Core core, Recorded recorded) {
        var payments = mock(Payments.class); // your own class is mocked, the SDK is not
        var context = core.createContext("ann");
        if (context.runExperience("checkout").isPresent()) {
            payments.charge("ann", 49.9);
            context.trackConversion("purchase", 49.9);
        }
        verify(payments).charge(org.mockito.ArgumentMatchers.eq("ann"), anyDouble());
        recorded.assertConversion("purchase", 49.9);
    }
    // end

    @Test
    @DisplayName("a handler of the JDK's server decides")
    void handler(Core core) throws Exception {
        var server = com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/checkout/", checkout(core));
        server.start();
        var page = java.net.URI.create("http://localhost:" + server.getAddress().getPort() + "/checkout/ann");
        try (var stream = page.toURL().openStream()) {
            assertTrue(new String(stream.readAllBytes()).length() > 3);
        } finally {
            server.stop(0);
        }
    }
}
