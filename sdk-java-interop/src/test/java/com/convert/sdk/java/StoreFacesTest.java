package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What a data store of Java's may do beyond the ordinary, in both of its forms, and what a crowd costs. */
@Tag("slow")
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class StoreFacesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String STATE = "state:[\"visitor-1\"]";

    @Test
    @DisplayName("a store that changes values in one step is asked to, and gets the time to live")
    void atomicStages() {
        var store = new Stages();
        decide(settings().dataStore(store).dataStoreTimeToLive(Duration.ofDays(30)));
        check(store.values, store.calls);
    }

    @Test
    @DisplayName("so is one that blocks")
    void atomicBlocking() {
        var store = new Blocks();
        var executor = Executors.newSingleThreadExecutor();
        try {
            decide(settings().dataStore(DataStore.blocking(store, executor)).dataStoreTimeToLive(Duration.ofDays(30)));
        } finally {
            executor.shutdownNow();
        }
        check(store.values, store.calls);
    }

    @Test
    @DisplayName("an ordinary store gets the time to live with what is set")
    void ordinary() {
        var calls = new CopyOnWriteArrayList<String>();
        DataStore store = new Ordinary(calls);
        decide(settings().dataStore(store).dataStoreTimeToLive(Duration.ofDays(30)));
        // A mark is set by the default of putIfAbsent, a decision by reading and writing.
        assertEquals(List.of("set PT720H", "set PT720H"), calls);
    }

    @Test
    @Tag("measures")
    @DisplayName(
            "a store that never answers, or throws an Error, costs a crowd one time-out at most, and nothing after it")
    void crowd() throws Exception {
        var blocking = new Blocking();
        try {
            for (DataStore store : List.of(new GatedDataStore(0), new Missing(), blocking)) {
                var waits = Waits.of(store);
                // A machine that stands still for a moment makes a crowd wait as well.
                for (var more = 2; more > 0 && !waits.areBounded(); more--) {
                    waits = Waits.of(store);
                }
                assertTrue(waits.areBounded(), store + ": " + waits);
            }
        } finally {
            blocking.release();
        }
    }

    /** The longest waits in milliseconds: without a store, of a crowd that finds it out, and of the next. */
    private record Waits(long unhindered, long first, long next) {
        static Waits of(DataStore store) throws Exception {
            var unhindered = crowdWithoutStore();
            var settings = settings().dataStore(store).dataStoreTimeout(TIMEOUT);
            try (var core = new Core(settings.build(), new RecordingTransport()).initialize()) {
                var waits = new Waits(unhindered, decideAtOnce(core, 2_000), decideAtOnce(core, 2_000));
                assertTrue(core.getMetrics().getStoreErrors() >= 5);
                assertTrue(core.getMetrics().getStoreCallsSkipped() >= 4_000);
                return waits;
            }
        }

        boolean areBounded() {
            return first < 1.5 * TIMEOUT.toMillis() + unhindered && next < TIMEOUT.toMillis() + unhindered;
        }
    }

    /** What the same crowd takes on this machine when nothing waits, the loading of classes included. */
    private static long crowdWithoutStore() throws Exception {
        try (var core = new Core(settings().build(), new RecordingTransport()).initialize()) {
            return decideAtOnce(core, 2_000);
        }
    }

    /** The longest time that one of them took, in milliseconds. */
    private static long decideAtOnce(Core core, int visitors) throws Exception {
        var took = new ConcurrentHashMap<Integer, Long>();
        var decisions = new ArrayList<CompletableFuture<?>>();
        IntStream.range(0, visitors).forEach(visitor -> {
            var begun = System.nanoTime();
            decisions.add(core.createContext("visitor-" + visitor)
                    .runExperienceAsync("checkout")
                    .thenAccept(result -> {
                        assertTrue(result.isPresent());
                        took.put(visitor, System.nanoTime() - begun);
                    }));
        });
        CompletableFuture.allOf(decisions.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        return TimeUnit.NANOSECONDS.toMillis(
                took.values().stream().mapToLong(each -> each).max().orElseThrow());
    }

    private static void decide(SdkConfig.Builder settings) {
        try (var core = new Core(settings.build(), new RecordingTransport()).initialize()) {
            var result = core.createContext("visitor-1").runExperience("checkout");
            assertEquals("one-page", result.orElseThrow().getVariationKey());
            assertEquals(0, core.getMetrics().getStoreErrors());
        }
    }

    private static void check(Map<String, Object> values, List<String> calls) {
        assertEquals(Map.of("1", "11"), ((Map<?, ?>) values.get(STATE)).get("bucketing"));
        assertEquals(
                List.of("putIfAbsent PT720H", "update PT720H"),
                calls.stream().sorted().toList());
    }

    private static SdkConfig.Builder settings() {
        return SdkConfig.builder().data(Projects.SHOP).flushOnShutdown(false);
    }

    private static final class Stages implements AtomicDataStore {
        final Map<String, Object> values = new ConcurrentHashMap<>();
        final List<String> calls = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<?> update(
                String key, Function<Optional<Object>, Object> change, @Nullable Duration timeToLive) {
            calls.add("update " + timeToLive);
            values.compute(key, (same, value) -> change.apply(Optional.ofNullable(value)));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Optional<Object>> get(String key) {
            return CompletableFuture.completedFuture(Optional.ofNullable(values.get(key)));
        }

        @Override
        public CompletionStage<?> set(String key, Object value, @Nullable Duration timeToLive) {
            calls.add("set " + timeToLive);
            return CompletableFuture.completedFuture(values.put(key, value));
        }

        @Override
        public CompletionStage<Boolean> has(String key) {
            return CompletableFuture.completedFuture(values.containsKey(key));
        }

        @Override
        public CompletionStage<?> delete(String key) {
            return CompletableFuture.completedFuture(values.remove(key));
        }

        @Override
        public CompletionStage<Boolean> putIfAbsent(String key, Object value, @Nullable Duration timeToLive) {
            calls.add("putIfAbsent " + timeToLive);
            return CompletableFuture.completedFuture(values.putIfAbsent(key, value) == null);
        }
    }

    private static final class Blocks implements AtomicBlockingDataStore {
        final Map<String, Object> values = new ConcurrentHashMap<>();
        final List<String> calls = new CopyOnWriteArrayList<>();

        @Override
        public void update(String key, Function<Optional<Object>, Object> change, @Nullable Duration timeToLive) {
            calls.add("update " + timeToLive);
            values.compute(key, (same, value) -> change.apply(Optional.ofNullable(value)));
        }

        @Override
        public Optional<Object> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void set(String key, Object value, @Nullable Duration timeToLive) {
            calls.add("set " + timeToLive);
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
            calls.add("putIfAbsent " + timeToLive);
            return values.putIfAbsent(key, value) == null;
        }
    }

    private static class Ordinary implements DataStore {
        private final List<String> calls;

        Ordinary(List<String> calls) {
            this.calls = calls;
        }

        @Override
        public CompletionStage<Optional<Object>> get(String key) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<?> set(String key, Object value, @Nullable Duration timeToLive) {
            calls.add("set " + timeToLive);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Boolean> has(String key) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public CompletionStage<?> delete(String key) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Blocks the thread that it is called on. */
    private static final class Blocking extends Ordinary {
        private final CountDownLatch end = new CountDownLatch(1);

        Blocking() {
            super(new CopyOnWriteArrayList<>());
        }

        void release() {
            end.countDown();
        }

        @Override
        public CompletionStage<Optional<Object>> get(String key) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.get(key);
        }
    }

    /** Its client library is not there. */
    private static final class Missing extends Ordinary {
        Missing() {
            super(new CopyOnWriteArrayList<>());
        }

        @Override
        public CompletionStage<Optional<Object>> get(String key) {
            throw new NoClassDefFoundError("client");
        }

        @Override
        public CompletionStage<Boolean> has(String key) {
            throw new NoClassDefFoundError("client");
        }
    }
}
