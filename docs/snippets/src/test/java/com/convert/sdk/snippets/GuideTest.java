package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.SyncPolicy;
import com.convert.sdk.error.TrackingDeliveryException;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.java.Context;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.DurableQueueConfig;
import com.convert.sdk.java.EvaluationOptions;
import com.convert.sdk.java.RefreshConfig;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.TransportConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the guide's pages show of Kotlin, in Java. */
class GuideTest {
    private final Core core = JavaShop.open();
    private final Context context = core.createContext("visitor-1", Map.of("country", "US", "member", true));

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    @DisplayName("a visitor's context")
    void start() {
        // docs: start-context-java
        var context = core.createContext("visitor-1", Map.of("country", "US", "member", true));
        // end
        assertTrue(context.runExperience("club-prices").isPresent());
    }

    @Test
    @DisplayName("an experience and a feature")
    void decisions() throws Exception {
        var output = JavaShop.printed(() -> {
            // docs: start-experience-java
            var result = context.runExperience("checkout");
            System.out.println(result.map(it -> "Show " + it.getVariationKey()).orElse("Not in the experience"));
            // end
            // docs: start-feature-java
            context.runFeature("express-pay").ifPresent(feature -> {
                var provider = feature.getVariables().getString("provider", "card");
                var timeout = feature.getVariables().getInt("timeout", 10);
                System.out.println("Pay with " + provider + " within " + timeout + " s");
            });
            // end
        });
        assertEquals("Show one-page\nPay with QuickPay within 30 s", output.replace("\r\n", "\n"));
    }

    @Test
    @DisplayName("options of a call")
    void options() {
        // docs: start-overlay-java
        var asGuest =
                EvaluationOptions.builder().attributes(Map.of("member", false)).build();
        context.runExperience("club-prices", asGuest);
        // end
        assertTrue(context.runExperience("club-prices", asGuest).isEmpty());

        // docs: decisions-options-java
        var options = EvaluationOptions.builder()
                .attributes(Map.of("country", "CA"))
                .location(Map.of("path", "/cart"))
                .enableTracking(false)
                .enableStorage(false)
                .build();
        var result = context.runExperience("checkout", options);
        // end
        assertTrue(result.isPresent());
    }

    @Test
    @DisplayName("custom segments and a preview")
    void segmentsAndPreview() {
        // docs: decisions-segments-java
        var segments = context.runCustomSegments(List.of("regulars"), Map.of("orders", 12));
        if (segments.isMatched()) {
            System.out.println("New: " + segments.getMatchedSegmentIds());
        }
        // end
        assertEquals(segments.isMatched(), !segments.getMatchedSegmentIds().isEmpty());

        // docs: decisions-preview-java
        var isForced = context.setPreview("3001", "3101");
        var shown = context.runExperience("checkout");
        // end
        assertTrue(isForced);
        assertEquals("three-pages", shown.orElseThrow().getVariationKey());
    }

    @Test
    @DisplayName("a conversion")
    void conversion() throws Exception {
        // docs: start-conversion-java
        context.trackConversion("purchase", 49.99);
        // end
        var output = JavaShop.printed(() -> {
            // docs: tracking-conversion-java
            var order = ConversionOptions.builder()
                    .revenue(49.99)
                    .conversionData(Map.of("productsCount", 2, "transactionId", "order-17"))
                    .build();
            var result = context.trackConversion("purchase", order);
            switch (result.getStatus()) {
                case QUEUED -> System.out.println("Queued");
                case DEDUPLICATED -> System.out.println("Had it before");
                case GOAL_NOT_FOUND -> System.out.println("No goal is called " + result.getGoalKey());
                case QUEUE_FULL, JOURNAL_UNWRITABLE -> System.out.println("Refused for now");
                default -> System.out.println("Not tracked: " + result.getReason());
            }
            // end
        });
        assertEquals("Had it before", output);
    }

    @Test
    @DisplayName("a flush, and closing")
    void deliveries() {
        context.trackConversion("purchase");
        // docs: tracking-flush-java
        try {
            core.flush();
        } catch (TrackingDeliveryException e) {
            var waiting = core.getMetrics().getQueueLength();
            System.out.println("Still queued: " + waiting + " events, status " + e.getStatusCode());
        }
        // end
        assertEquals(0, core.getMetrics().getQueueLength());

        // docs: tracking-shutdown-java
        var left = core.shutdown().getEventsLeft();
        if (left > 0) {
            System.out.println(left + " events were not delivered in time");
        }
        // end
        assertEquals(0, left);
    }

    @Test
    @DisplayName("listeners")
    void listeners() {
        // docs: tracking-events-java
        var subscription = core.on(LifecycleEvent.ApiQueueReleased.class, event -> {
            if (event.getError() == null) {
                System.out.println("Sent " + event.getBatchSize());
            } else {
                System.out.println("Kept " + event.getBatchSize());
            }
        });
        // end
        subscription.close();
    }

    @Test
    @DisplayName("why not")
    void diagnosis() throws Exception {
        var context = core.createContext("visitor-2", Map.of("country", "FR"));
        var output = JavaShop.printed(() -> {
            // docs: diagnostics-experience-java
            var diagnosis = context.diagnoseExperience("checkout");
            if (!diagnosis.isResolved()) {
                System.out.println(diagnosis.getReason() + ": " + diagnosis.getMessage());
            }
            // end
        });
        assertTrue(output.startsWith("audience_mismatch: "), output);
    }

    @Test
    @DisplayName("settings of a service")
    void settings() {
        var folder = Path.of("target");
        // docs: config-service-java
        var config = SdkConfig.builder()
                .sdkKey(System.getenv("CONVERT_SDK_KEY"))
                .environment("live")
                .autoFlushInterval(Duration.ofSeconds(5))
                .cacheFile(folder.resolve("convert-config.cache"))
                .refresh(RefreshConfig.builder().interval(Duration.ofMinutes(2)).build())
                .transport(
                        TransportConfig.builder().timeout(Duration.ofSeconds(3)).build())
                .durableQueue(DurableQueueConfig.builder(folder.resolve("convert-events.journal"))
                        .sync(SyncPolicy.EVERY_BATCH)
                        .build())
                .build();
        // end
        // docs: config-derive-java
        var impatient = config.toBuilder()
                .transport(TransportConfig.builder()
                        .timeout(Duration.ofMillis(500))
                        .build())
                .build();
        // end
        assertTrue(impatient.toString().contains("environment=live"), impatient.toString());
    }
}
