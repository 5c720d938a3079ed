package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.transport.ConfigRequest;
import com.convert.sdk.transport.ConfigResponse;
import com.convert.sdk.transport.TrackingRequest;
import com.convert.sdk.transport.TrackingResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PortsTest {
    private final ExecutorService executor = Executors.newFixedThreadPool(2, task -> new Thread(task, "blocking"));
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    @DisplayName("a store that blocks keeps visitors' decisions, on the executor of the user's")
    void blockingStore() {
        var store = new MapStore();
        var settings = settings().dataStore(DataStore.blocking(store, executor));
        try (var core = new Core(settings.build(), new RecordingTransport()).initialize()) {
            var result = core.createContext("visitor-1").runExperience("checkout");
            assertEquals("one-page", result.orElseThrow().getVariationKey());
        }
        assertEquals(Map.of("1", "11"), ((Map<?, ?>) store.values.get("state:[\"visitor-1\"]")).get("bucketing"));
        assertEquals(Set.of("blocking"), threads);
    }

    @Test
    @DisplayName("a conversion is marked in the store, so that it is sent once")
    void marksInTheStore() {
        var store = new MapStore();
        var settings = settings().dataStore(DataStore.blocking(store, executor));
        var transport = new RecordingTransport();
        try (var core = new Core(settings.build(), transport).initialize()) {
            assertTrue(
                    core.createContext("visitor-1").trackConversion("purchase").isTracked());
            assertEquals(
                    "deduplicated",
                    core.createContext("visitor-1").trackConversion("purchase").getReason());
        }
        assertEquals(true, store.values.get("dedup:[\"visitor-1\", \"9\"]"));
        assertEquals(1, transport.eventCount());
    }

    @Test
    @DisplayName("a store that throws costs no decision")
    void failingStore() {
        var store = new MapStore();
        store.broken = true;
        var settings = settings().dataStore(DataStore.blocking(store, executor));
        try (var core = new Core(settings.build(), new RecordingTransport()).initialize()) {
            assertTrue(core.createContext("visitor-1").runExperience("checkout").isPresent());
            assertTrue(core.getMetrics().getStoreErrors() > 0);
        }
    }

    @Test
    @DisplayName("a transport that blocks loads and delivers on the executor of the user's")
    void blockingTransport() {
        var transport = new BlockingRecorder();
        var settings = SdkConfig.builder().sdkKey("key").flushOnShutdown(false);
        try (var core = new Core(settings.build(), Transport.blocking(transport, executor)).initialize()) {
            core.createContext("visitor-1").trackConversion("purchase");
            core.flush();
            assertEquals(1, transport.events);
        }
        assertTrue(transport.closed);
        assertEquals(Set.of("blocking"), threads);
    }

    private static SdkConfig.Builder settings() {
        return SdkConfig.builder().data(Projects.SHOP).flushOnShutdown(false);
    }

    private final class MapStore implements BlockingDataStore {
        final Map<String, Object> values = new ConcurrentHashMap<>();
        volatile boolean broken;

        @Override
        public Optional<Object> get(String key) throws IOException {
            threads.add(Thread.currentThread().getName());
            if (broken) {
                throw new IOException("broken");
            }
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

    private final class BlockingRecorder implements BlockingTransport {
        volatile int events;
        volatile boolean closed;

        @Override
        public ConfigResponse fetchConfig(ConfigRequest request) {
            threads.add(Thread.currentThread().getName());
            return new ConfigResponse.Loaded(Projects.SHOP, null);
        }

        @Override
        public TrackingResponse sendTracking(TrackingRequest request) {
            threads.add(Thread.currentThread().getName());
            events += request.getEventCount();
            return new TrackingResponse(200, null);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
