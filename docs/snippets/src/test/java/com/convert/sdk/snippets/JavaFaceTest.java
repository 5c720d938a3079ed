package com.convert.sdk.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.convert.sdk.error.InvalidConfigException;
import com.convert.sdk.event.LifecycleEvent;
import com.convert.sdk.java.BlockingDataStore;
import com.convert.sdk.java.Core;
import com.convert.sdk.java.DataStore;
import com.convert.sdk.java.SdkConfig;
import com.convert.sdk.result.ExperienceResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class JavaFaceTest {
    /** What your client of a cache can do. */
    interface CacheClient {
        Object read(String key);

        void write(String key, Object value, Duration timeToLive);

        boolean writeUnlessThere(String key, Object value, Duration timeToLive);

        void remove(String key);
    }

    // docs: java-store
    static final class CacheStore implements BlockingDataStore {
        private final CacheClient cache;

        CacheStore(CacheClient cache) {
            this.cache = cache;
        }

        @Override
        public Optional<Object> get(String key) {
            return Optional.ofNullable(cache.read(key));
        }

        @Override
        public void set(String key, Object value, Duration timeToLive) {
            cache.write(key, value, timeToLive);
        }

        @Override
        public boolean has(String key) {
            return cache.read(key) != null;
        }

        @Override
        public void delete(String key) {
            cache.remove(key);
        }

        @Override
        public boolean putIfAbsent(String key, Object value, Duration timeToLive) {
            return cache.writeUnlessThere(key, value, timeToLive);
        }
    }
    // end

    @Test
    @DisplayName("a store that blocks")
    void store() {
        var cache = new MapCache();
        var threads = Executors.newFixedThreadPool(2);
        // docs: java-store-use
        var config = SdkConfig.builder()
                .sdkKey(System.getenv("CONVERT_SDK_KEY"))
                .dataStore(DataStore.blocking(new CacheStore(cache), threads))
                .build();
        // end
        try (var core = new Core(config, new JavaShop()).initialize()) {
            core.createContext("visitor-1", Map.of("country", "US")).runExperience("checkout");
        }
        threads.shutdown();
        assertFalse(cache.values.isEmpty());
    }

    @Test
    @DisplayName("futures")
    void futures() {
        try (var core = JavaShop.open()) {
            var context = core.createContext("visitor-1", Map.of("country", "US"));
            // docs: java-future
            var page = context.runExperienceAsync("checkout")
                    .thenApply(result ->
                            result.map(ExperienceResult::getVariationKey).orElse("three-pages"));
            // end
            assertEquals("one-page", page.join());
        }
    }

    @Test
    @DisplayName("an executor of one's own")
    void executor() {
        var threads = Executors.newFixedThreadPool(2);
        // docs: java-executor
        var config = SdkConfig.builder()
                .sdkKey(System.getenv("CONVERT_SDK_KEY"))
                .executor(threads)
                .build();
        // end
        try (var core = new Core(config, new JavaShop())) {
            assertTrue(core.initializeAsync().join().isReady());
        }
        threads.shutdown();
    }

    @Test
    @DisplayName("exceptions, blocking and in futures")
    void exceptions() {
        var config = SdkConfig.builder().data("{}").build();
        try (var core = new Core(config, new JavaShop())) {
            assertThrows(InvalidConfigException.class, core::initialize);
            var failed = assertThrows(
                    CompletionException.class, () -> core.initializeAsync().join());
            assertInstanceOf(InvalidConfigException.class, failed.getCause());
        }
    }

    @Test
    @DisplayName("a subscriber")
    void subscriber() throws Exception {
        var ready = new CountDownLatch(1);
        try (var core = JavaShop.open()) {
            Flow.Subscriber<LifecycleEvent> subscriber = new OnFirst(ready::countDown);
            // docs: java-publisher
            Flow.Publisher<LifecycleEvent> events = core.getEvents();
            events.subscribe(subscriber);
            // end
            assertTrue(ready.await(30, TimeUnit.SECONDS));
        }
    }

    private record OnFirst(Runnable action) implements Flow.Subscriber<LifecycleEvent> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(LifecycleEvent event) {
            action.run();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    private static final class MapCache implements CacheClient {
        final Map<String, Object> values = new ConcurrentHashMap<>();

        @Override
        public Object read(String key) {
            return values.get(key);
        }

        @Override
        public void write(String key, Object value, Duration timeToLive) {
            values.put(key, value);
        }

        @Override
        public boolean writeUnlessThere(String key, Object value, Duration timeToLive) {
            return values.putIfAbsent(key, value) == null;
        }

        @Override
        public void remove(String key) {
            values.remove(key);
        }
    }
}
