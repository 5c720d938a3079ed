package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.RefreshConfig;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.result.ConversionStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The examples of the Python SDK's guide for people who come from JavaScript, in Java. */
class JavaScriptExamplesTest {
    @Test
    @DisplayName("initialization and background refresh")
    void initialization() {
        // docs: js-initialize-java
        var core = new Core(
                SdkConfig.builder().sdkKey(System.getenv("CONVERT_SDK_KEY")).build());
        core.initialize();
        assert core.isReady();
        // end
        core.close();
        // docs: js-use-java
        var config =
                SdkConfig.builder().sdkKey(System.getenv("CONVERT_SDK_KEY")).build();
        try (var closed = new Core(config)) {
            closed.initialize();
            // … and everything is released at the end
        }
        // end
        var myConfiguration = JavaShop.json();
        // docs: js-direct-java
        var offline = new Core(SdkConfig.builder().data(myConfiguration).build());
        offline.initialize();
        // end
        offline.close();

        var cache = new HashMap<String, String>();
        // docs: js-refresh-java
        var refreshed = new Core(SdkConfig.builder()
                .sdkKey(System.getenv("CONVERT_SDK_KEY"))
                .refresh(RefreshConfig.builder().interval(Duration.ofMinutes(5)).build()) // off unless set
                .build());
        refreshed.initialize();
        refreshed.on(LifecycleEvent.ConfigUpdated.class, event -> cache.clear());
        // end
        refreshed.close();
    }

    @Test
    @DisplayName("a context, decisions, a conversion, segments, events and the queue")
    void calls() throws Exception {
        try (var core = JavaShop.open()) {
            // docs: js-context-java
            var context = core.createContext("visitor-abc123", Map.of("browser", "chrome", "country", "US"));
            // end
            var output = JavaShop.printed(() -> {
                // docs: js-experience-java
                context.runExperience("checkout")
                        .ifPresent(
                                result -> System.out.println(result.getVariationKey() + " " + result.getVariationId()));
                // end
                // docs: js-feature-java
                context.runFeature("express-pay")
                        .ifPresent(feature -> System.out.println(feature.getStatus() + " " + feature.getVariables()));
                // end
            });
            assertTrue(output.contains("enabled {provider=QuickPay, timeout=30}"), output);

            // docs: js-conversion-java
            var order = ConversionOptions.builder()
                    .revenue(49.99)
                    .conversionData(Map.of("productsCount", 2))
                    .build();
            var result = context.trackConversion("purchase", order);
            // always a result: an unknown goal is no exception
            if (result.getStatus() == ConversionStatus.GOAL_NOT_FOUND) {
                System.out.println(result.getReason());
            }
            // end
            assertEquals(ConversionStatus.QUEUED, result.getStatus());

            // docs: js-segments-java
            context.setSegments(Map.of("browser", "CH", "country", "US"));
            var segments = context.runCustomSegments(List.of("regulars"), Map.of("orders", 12));
            System.out.println(segments.isMatched());
            // end
            // docs: js-events-java
            core.on(
                    LifecycleEvent.Conversion.class,
                    event -> System.out.println(event.getGoalKey() + " " + event.getVisitorId()));
            // end
            // docs: js-flush-java
            core.flush(); // blocks until it is delivered; flushAsync() gives a future
            // end
        }
    }
}
