package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.error.ConversionDataException;
import com.convert.sdk.error.TrackingDeliveryException;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.event.Subscription;
import com.convert.sdk.java.BlockingDataStore;
import com.convert.sdk.java.BlockingTransport;
import com.convert.sdk.java.Context;
import com.convert.sdk.java.ConversionOptions;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.DataStore;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.java.Transport;
import com.convert.sdk.result.DiagnosticReason;
import com.convert.sdk.result.FeatureStatus;
import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The examples of the Python SDK's type reference, in Java. */
class ReferenceExamplesTest {
    private final Core core = JavaShop.open();
    private final Context context = core.createContext("visitor-1", Map.of("country", "US"));

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    @DisplayName("results")
    void results() throws Exception {
        shows("checkout\n3102\none-page\n50", () -> {
            // docs: ref-experience-java
            context.runExperience("checkout").ifPresent(result -> {
                System.out.println(result.getExperienceKey()); // checkout
                System.out.println(result.getVariationId()); // 3102
                System.out.println(result.getVariationKey()); // one-page, or null
                System.out.println(result.getVariation().get("traffic_allocation")); // its JSON, read-only
            });
            // end
        });
        shows("QuickPay", () -> {
            // docs: ref-feature-java
            context.runFeature("express-pay").ifPresent(feature -> {
                assert feature.getStatus() == FeatureStatus.ENABLED;
                System.out.println(feature.getVariables().getString("provider", ""));
            });
            // end
        });
        shows("enabled\ndisabled", () -> {
            // docs: ref-feature-status-java
            System.out.println(FeatureStatus.ENABLED.getWireName()); // enabled
            System.out.println(FeatureStatus.DISABLED.getWireName()); // disabled
            // end
        });
    }

    @Test
    @DisplayName("conversions")
    void conversions() throws Exception {
        shows("queued 6001", () -> {
            // docs: ref-conversion-java
            var result = context.trackConversion("purchase", 49.99);
            switch (result.getStatus()) {
                case QUEUED -> System.out.println("queued " + result.getGoalId());
                case GOAL_NOT_FOUND -> System.out.println("goal not in the configuration: " + result.getReason());
                case DEDUPLICATED -> System.out.println("already tracked: " + result.getReason());
                default -> System.out.println("not tracked: " + result.getReason());
            }
            // end
        });
        shows("queued\ndeduplicated\ngoal_not_found", () -> {
            // docs: ref-conversion-status-java
            System.out.println(com.convert.sdk.result.ConversionStatus.QUEUED.getWireName());
            System.out.println(com.convert.sdk.result.ConversionStatus.DEDUPLICATED.getWireName());
            System.out.println(com.convert.sdk.result.ConversionStatus.GOAL_NOT_FOUND.getWireName());
            // end
        });
    }

    @Test
    @DisplayName("segments and diagnostics")
    void segmentsAndDiagnostics() throws Exception {
        shows("matched: [7001]", () -> {
            // docs: ref-segments-java
            var segments = context.runCustomSegments(List.of("regulars"), Map.of("orders", 12));
            if (segments.isMatched()) {
                System.out.println("matched: " + segments.getMatchedSegmentIds());
            }
            // end
        });
        shows("resolved\ntrue\n9689\ntrue", () -> {
            // docs: ref-diagnostics-java
            var experience = context.diagnoseExperience("checkout");
            var feature = context.diagnoseFeature("express-pay");
            var goal = context.diagnoseGoal("purchase");
            var entity = context.diagnoseEntity("experiences", "checkout");

            System.out.println(experience.getReason()); // resolved, or why not
            System.out.println(experience.isResolved()); // true
            System.out.println(experience.getDetails().get("bucket_value")); // details are safe to log
            System.out.println(feature.isResolved() && goal.isResolved() && entity.isResolved());
            // end
        });
        var diagnosis = context.diagnoseExperience("checkout");
        // docs: ref-reasons-java
        assert diagnosis.getReason() == DiagnosticReason.RESOLVED;
        assert diagnosis.getReason().getWireName().equals("resolved");
        Stream.of(DiagnosticReason.values()).map(DiagnosticReason::getWireName).forEach(System.out::println);
        // end
        assertEquals(8, DiagnosticReason.values().length);
    }

    @Test
    @DisplayName("events")
    void events() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        var both = new CountDownLatch(2);
        Consumer<String> say = text -> {
            heard.add(text);
            both.countDown();
        };
        // docs: ref-on-conversion-java
        core.on(LifecycleEvent.Conversion.class, event -> {
            say.accept("goal=" + event.getGoalKey() + " visitor=" + event.getVisitorId());
        });
        // end
        // docs: ref-on-released-java
        core.on(LifecycleEvent.ApiQueueReleased.class, event -> {
            if (event.getError() != null) {
                say.accept("delivery failed: status=" + event.getStatusCode());
            } else {
                say.accept("released " + event.getBatchSize() + " events, reason=" + event.getReason());
            }
        });
        // end
        // docs: ref-event-names-java
        core.on(LifecycleEvent.class, event -> System.out.println(event.getWireName())); // ready, …
        // end
        var handler = new CountingHandler();
        countDecisions(core, handler);
        context.trackConversion("purchase");
        core.flush();
        both.await();
        assertEquals(
                List.of("goal=purchase visitor=visitor-1", "released 1 events, reason=explicit"),
                heard.stream().sorted().toList());
    }

    @Test
    @DisplayName("a transport and a store of one's own")
    void ports() {
        var transport = new MyTransport();
        var config = SdkConfig.builder()
                .data(JavaShop.json())
                .dataStore(DataStore.blocking(new MyStore(), Runnable::run))
                .build();
        try (var core = new Core(config, Transport.blocking(transport, Runnable::run))) {
            core.initialize();
            core.createContext("visitor-1", Map.of("country", "US")).runExperience("checkout");
            core.flush();
        }
        assertEquals(1, transport.posted.size());
    }

    @Test
    @DisplayName("failures")
    void failures() throws Exception {
        var busy = Transport.blocking(new Refusing(), Runnable::run);
        shows("config_load_failed\ncdn.example.com/api/v1/config/****\n503", () -> {
            var core = new Core(SdkConfig.builder().sdkKey("my-key").build(), busy);
            // docs: ref-load-failure-java
            try {
                core.initialize();
            } catch (ConfigLoadException e) {
                System.out.println(e.getCode()); // config_load_failed
                System.out.println(e.getEndpoint()); // without the key
                System.out.println(e.getStatusCode()); // or null
            }
            // end
            core.close();
        });
        var output = JavaShop.printed(() -> {
            var core = new Core(SdkConfig.builder().data(JavaShop.json()).build(), busy);
            core.initialize().createContext("visitor-1").trackConversion("purchase");
            // docs: ref-delivery-failure-java
            try {
                core.flush();
            } catch (TrackingDeliveryException e) {
                System.out.println(e.getCode()); // tracking_delivery_failed
                System.out.println(e.getBatchSize());
                System.out.println(e.getRetryCount());
            }
            // end
        });
        assertTrue(output.startsWith("tracking_delivery_failed"), output);
        shows("productsCount\nexpected text, a number or a boolean, was a list", () -> {
            // docs: ref-conversion-data-java
            var wrong = Map.of("productsCount", List.of(1, 2, 3));
            try {
                context.trackConversion(
                        "purchase",
                        ConversionOptions.builder().conversionData(wrong).build());
            } catch (ConversionDataException e) {
                System.out.println(e.getKey()); // productsCount
                System.out.println(e.getReason());
            }
            // end
        });
    }

    // docs: ref-transport-java
    static final class MyTransport implements BlockingTransport {
        final List<String> posted = new CopyOnWriteArrayList<>();

        @Override
        public ConfigResponse fetchConfig(ConfigRequest request) {
            throw new ConfigLoadException("this one only posts");
        }

        @Override
        public TrackingResponse sendTracking(TrackingRequest request) {
            posted.add(request.getBody());
            return new TrackingResponse(200, null);
        }

        @Override
        public void close() {}
    }
    // end

    // docs: ref-store-java
    static final class MyStore implements BlockingDataStore {
        private final Map<String, Object> values = new ConcurrentHashMap<>();

        @Override
        public Optional<Object> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void set(String key, Object value, @Nullable Duration timeToLive) {
            values.put(key, value);
        }

        @Override
        public boolean has(String key) {
            return values.containsKey(key);
        }

        @Override
        public void delete(String key) {
            values.remove(key);
        }

        @Override
        public boolean putIfAbsent(String key, Object value, @Nullable Duration timeToLive) {
            return values.putIfAbsent(key, value) == null;
        }
    }
    // end

    // docs: ref-event-handler-java
    static final class CountingHandler implements Consumer<LifecycleEvent.Bucketing> {
        final Map<String, Integer> seen = new ConcurrentHashMap<>();

        @Override
        public void accept(LifecycleEvent.Bucketing event) {
            seen.merge(event.getExperienceKey(), 1, Integer::sum);
        }
    }

    static Subscription countDecisions(Core core, CountingHandler handler) {
        return core.on(LifecycleEvent.Bucketing.class, handler);
    }
    // end

    private static void shows(String expected, JavaShop.Snippet snippet) throws Exception {
        assertEquals(expected, JavaShop.printed(snippet).trim().replace("\r\n", "\n"));
    }

    /** Answers 503 to everything. */
    private static final class Refusing implements BlockingTransport {
        @Override
        public ConfigResponse fetchConfig(ConfigRequest request) {
            throw new ConfigLoadException("busy", "https://cdn.example.com/api/v1/config/my-key", 503);
        }

        @Override
        public TrackingResponse sendTracking(TrackingRequest request) {
            return new TrackingResponse(503, null);
        }

        @Override
        public void close() {}
    }
}
