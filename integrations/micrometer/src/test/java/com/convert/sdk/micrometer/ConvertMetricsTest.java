package com.convert.sdk.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.ConfigLoadException;
import com.convert.sdk.fixture.JavaTransport;
import com.convert.sdk.fixture.RecordingTransport;
import com.convert.sdk.java.BlockingDataStore;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.DataStore;
import com.convert.sdk.java.SdkConfig;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConvertMetricsTest {
    private static final String SHOP = """
            { "account_id": "1001", "project": { "id": "2001" },
              "experiences": [
                { "id": "3001", "key": "checkout", "variations": [
                  { "id": "3101", "key": "bold", "traffic_allocation": 100 } ] },
                { "id": "3002", "key": "search", "variations": [
                  { "id": "3201", "key": "fast", "traffic_allocation": 100 } ] },
                { "id": "3003", "key": "menu", "variations": [
                  { "id": "3301", "key": "wide", "traffic_allocation": 100 } ] } ] }
            """;

    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final RecordingTransport service = new RecordingTransport();
    private final JavaTransport transport = new JavaTransport(service);
    private final Core core = new Core(SdkConfig.builder().sdkKey("1001/2001").build(), transport);

    @BeforeEach
    void serve() {
        service.getConfigs().serve(SHOP);
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    @DisplayName("decisions and events are counted by outcome and cause, with the constant tags")
    void events() {
        ConvertMetrics.builder(core).tag("project", "shop").build().bindTo(registry);
        core.initialize();
        core.createContext("visitor-1").runExperience("checkout");
        core.createContext("visitor-2").runExperience("nothing");
        core.flush();
        assertEquals(2, counter("convert.decisions", "project", "shop"));
        assertEquals(1, counter("convert.events.offered"));
        assertEquals(1, counter("convert.events.queued"));
        assertEquals(1, counter("convert.events", "outcome", "delivered", "project", "shop"));

        service.getTracking().alwaysStatus(400);
        core.createContext("visitor-3").runExperience("checkout");
        core.flush();
        assertEquals(1, counter("convert.events", "outcome", "dropped", "cause", "rejected"));

        core.setTrackingEnabled(false);
        core.createContext("visitor-4").runExperience("checkout");
        assertEquals(1, counter("convert.events", "outcome", "skipped", "cause", "tracking_off"));
        core.setTrackingEnabled(true);
        core.close();
        assertEquals(0, counter("convert.events", "outcome", "left"));
    }

    @Test
    @DisplayName("what waits in the queue is a gauge, and what it has no room for a dropped event")
    void queue() {
        var settings = SdkConfig.builder().data(SHOP).maxQueueSize(3).batchSize(3);
        var slow = new Core(settings.closeTimeout(Duration.ofMillis(100)).build(), transport);
        ConvertMetrics.builder(slow).build().bindTo(registry);
        slow.initialize();
        service.getTracking().alwaysStatus(503);
        slow.createContext("visitor-1").runExperience("checkout");
        assertEquals(1, gauge("convert.queue.size"));
        for (var i = 2; i <= 4; i++) slow.createContext("visitor-" + i).runExperience("checkout");
        assertTrue(gauge("convert.queue.oldest.age") >= 0);
        assertEquals(1, counter("convert.events", "outcome", "dropped", "cause", "queue_full"));
        slow.close();
        assertEquals(3, counter("convert.events", "outcome", "left"));
        assertTrue(counter("convert.delivery.retries") >= 0);
    }

    @Test
    @DisplayName("the configuration has a source, refreshes by outcome, and an age since its last fetch")
    void config() {
        ConvertMetrics.builder(core).build().bindTo(registry);
        assertEquals(0, gauge("convert.config.ready", "source", "remote"));
        assertTrue(Double.isNaN(gauge("convert.config.age")));

        core.initialize();
        assertEquals(1, gauge("convert.config.ready", "source", "remote"));
        assertEquals(0, gauge("convert.config.ready", "source", "cache"));
        assertEquals(0, gauge("convert.config.age"));

        clock.addSeconds(90);
        service.getConfigs().serve(null);
        assertThrows(ConfigLoadException.class, core::refreshNow);
        assertEquals(90, gauge("convert.config.age"));
        assertEquals(1, counter("convert.config.refreshes", "outcome", "success"));
        assertEquals(1, counter("convert.config.refreshes", "outcome", "failure"));

        service.getConfigs().serve(SHOP);
        core.refreshNow();
        assertEquals(0, gauge("convert.config.age"));
    }

    @Test
    @DisplayName("a variable that gave its default is counted")
    void variables() {
        var data = """
            {"account_id": "1001", "project": {"id": "2001"}, "features": [{"id": "5001", "key": "banner"}],
             "experiences": [{"id": "3001", "key": "sale", "variations": [{"id": "3101", "key": "on", "changes": [
               {"type": "fullStackFeature", "data": {"feature_id": "5001", "variables_data": {"title": "Hi"}}}]}]}]}
            """;
        try (var shop = new Core(SdkConfig.builder().data(data).build(), transport)) {
            ConvertMetrics.builder(shop).build().bindTo(registry);
            var banner = shop.initialize().createContext("visitor-1").runFeature("banner");
            assertEquals(7, banner.orElseThrow().getVariables().getInt("title", 7));
            assertEquals(1, counter("convert.variables.defaults"));
        }
    }

    @Test
    @DisplayName("a data store that fails is counted, so are the calls not made for it, and the breaker is seen open")
    void store() {
        var broken = new Core(
                SdkConfig.builder()
                        .data(SHOP)
                        .dataStore(DataStore.blocking(new BrokenStore(), Runnable::run))
                        .build(),
                transport);
        ConvertMetrics.builder(broken).build().bindTo(registry);
        broken.initialize();
        assertEquals(1, gauge("convert.store.breaker", "state", "closed"));
        for (var i = 0; i < 20; i++) broken.createContext("visitor-" + i).runExperience("checkout");
        assertEquals(broken.getMetrics().getStoreErrors(), counter("convert.store.errors"));
        assertEquals(broken.getMetrics().getStoreCallsSkipped(), counter("convert.store.skipped"));
        assertTrue(counter("convert.store.errors") > 0 && counter("convert.store.skipped") > 0);
        assertEquals(0, gauge("convert.store.breaker", "state", "closed"));
        assertEquals(1, gauge("convert.store.breaker", "state", "open"));
        assertEquals(0, gauge("convert.store.breaker", "state", "half_open"));
        broken.close();
    }

    @Test
    @DisplayName("decisions by variation: only when asked for, only so many apart, once however often it is bound")
    void variations() throws Exception {
        var metrics = ConvertMetrics.builder(core).byVariation(2).build();
        metrics.bindTo(registry);
        metrics.bindTo(registry);
        core.initialize();
        for (var visitor : List.of("visitor-1", "visitor-2")) {
            for (var key : List.of("checkout", "search", "menu")) {
                core.createContext(visitor).runExperience(key);
                awaitVariations(key.equals("menu") ? "other" : key, visitor.equals("visitor-1") ? 1 : 2);
            }
        }
        assertEquals(2, counter("convert.variations", "experience", "checkout", "variation", "bold"));
        assertEquals(3, registry.find("convert.variations").counters().size());
        metrics.close();
        assertThrows(
                IllegalArgumentException.class,
                () -> ConvertMetrics.builder(core).byVariation(0));
    }

    @Test
    @DisplayName("no meter has a visitor or a variation in it by default")
    void noVisitors() {
        ConvertMetrics.builder(core).build().bindTo(registry);
        core.initialize();
        core.createContext("visitor-1").runExperience("checkout");
        var values = registry.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getValue)
                .toList();
        assertFalse(values.contains("visitor-1") || values.contains("checkout") || values.contains("bold"));
        assertNull(registry.find("convert.variations").meter());
        assertEquals(27, registry.getMeters().size());
        registry.getMeters().forEach(meter -> assertNotNull(meter.getId().getDescription(), describe(meter)));
    }

    @Test
    @DisplayName("the registry alone keeps what its meters read")
    void keeps() {
        var kept = new Core[] {new Core(SdkConfig.builder().data(SHOP).build(), transport)};
        kept[0].initialize();
        ConvertMetrics.builder(kept[0]).build().bindTo(registry);
        kept[0].createContext("visitor-1").runExperience("checkout");
        kept[0].close();
        var marker = new WeakReference<>(new Object());
        kept[0] = null;
        while (marker.get() != null) System.gc();
        assertEquals(1, counter("convert.decisions"));
        assertEquals(1, counter("convert.events", "outcome", "delivered"));
        assertEquals(0, gauge("convert.queue.size"));
    }

    @Test
    @DisplayName("an instance of the Kotlin core has the same meters")
    void kotlin() {
        var settings = new com.convert.sdk.SdkConfig.Builder().data(SHOP).build();
        try (var kotlin = new com.convert.sdk.Core(settings)) {
            ConvertMetrics.builder(kotlin)
                    .tags(List.of(Tag.of("face", "kotlin")))
                    .byVariation(5)
                    .build()
                    .bindTo(registry);
            assertEquals(0, counter("convert.decisions", "face", "kotlin"));
            assertEquals(0, gauge("convert.config.ready", "source", "direct"));
        }
    }

    private void awaitVariations(String experience, int count) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        var pause = new CountDownLatch(1);
        while (registry.find("convert.variations").tags("experience", experience).counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum()
                < count) {
            assertTrue(System.nanoTime() < deadline, experience);
            pause.await(2, TimeUnit.MILLISECONDS);
        }
    }

    private double counter(String name, String... tags) {
        return value(registry.get(name).tags(tags).meter());
    }

    private double gauge(String name, String... tags) {
        return value(registry.get(name).tags(tags).meter());
    }

    private static double value(Meter meter) {
        return StreamSupport.stream(meter.measure().spliterator(), false)
                .mapToDouble(measured -> measured.getValue())
                .sum();
    }

    private static String describe(Meter meter) {
        return meter.getId().getName();
    }

    private static final class BrokenStore implements BlockingDataStore {
        @Override
        public Optional<Object> get(String key) {
            throw new IllegalStateException("the store is down");
        }

        @Override
        public void set(String key, Object value, @Nullable Duration timeToLive) {
            throw new IllegalStateException("the store is down");
        }

        @Override
        public boolean has(String key) {
            throw new IllegalStateException("the store is down");
        }

        @Override
        public void delete(String key) {
            throw new IllegalStateException("the store is down");
        }
    }
}
