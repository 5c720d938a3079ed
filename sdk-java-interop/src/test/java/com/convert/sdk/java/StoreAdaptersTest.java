package com.convert.sdk.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Java store as the core sees it: each call arrives, with all that was given, and so does its answer. */
class StoreAdaptersTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Bridge bridge = new Bridge(Runnable::run);

    static Stream<Values> stores() {
        return Stream.of(new Values(), new AtomicValues());
    }

    @ParameterizedTest
    @MethodSource("stores")
    @DisplayName("what is put in comes out, until it is taken away")
    void roundTrip(Values values) {
        var store = StageDataStore.of(DataStore.blocking(values, Runnable::run));
        assertNull(bridge.<Object>await(call -> store.get("key", call)));
        assertFalse(bridge.<Boolean>await(call -> store.has("key", call)));
        var ordinary = new StageDataStore(DataStore.blocking(values, Runnable::run));
        bridge.awaitUnit(call -> ordinary.put("key", "value", DAY, call));
        assertEquals("value", bridge.<Object>await(call -> store.get("key", call)));
        assertTrue(bridge.<Boolean>await(call -> store.has("key", call)));
        bridge.awaitUnit(call -> store.delete("key", call));
        assertNull(bridge.<Object>await(call -> store.get("key", call)));
        assertEquals(DAY, values.timeToLive);
    }

    @ParameterizedTest
    @MethodSource("stores")
    @DisplayName("the default of putIfAbsent asks, then writes, and says which")
    void putIfAbsent(Values values) {
        var store = new StageDataStore(DataStore.blocking(values, Runnable::run));
        assertTrue(bridge.<Boolean>await(call -> store.putNew("key", "first", DAY, call)));
        assertFalse(bridge.<Boolean>await(call -> store.putNew("key", "second", null, call)));
        assertEquals(Map.of("key", "first"), values.all);
        assertEquals(DAY, values.timeToLive);
    }

    @Test
    @DisplayName("so does the default of a store that does not block")
    void putIfAbsentOfStages() {
        var values = new Values();
        var offloaded = DataStore.blocking(values, Runnable::run);
        DataStore stages = new DefaultPutIfAbsent(offloaded);
        assertTrue(stages.putIfAbsent("key", "first", DAY).toCompletableFuture().join());
        assertFalse(
                stages.putIfAbsent("key", "second", null).toCompletableFuture().join());
        assertEquals(Map.of("key", "first"), values.all);
        assertEquals(DAY, values.timeToLive);
    }

    @Test
    @DisplayName("a change in one step gets what is there, and nothing when there is nothing")
    void update() {
        var values = new AtomicValues();
        var store = assertInstanceOf(
                StageAtomicDataStore.class, StageDataStore.of(DataStore.blocking(values, Runnable::run)));
        for (var expected : new String[] {"null+", "null++"}) {
            bridge.awaitUnit(call -> store.replace("key", DAY, value -> value + "+", call));
            assertEquals(Map.of("key", expected), values.all);
        }
        assertEquals(DAY, values.timeToLive);
    }

    private static class Values implements BlockingDataStore {
        final Map<String, Object> all = new ConcurrentHashMap<>();

        @Nullable
        Duration timeToLive;

        @Override
        public Optional<Object> get(String key) {
            return Optional.ofNullable(all.get(key));
        }

        @Override
        public void set(String key, Object value, @Nullable Duration timeToLive) {
            this.timeToLive = timeToLive;
            all.put(key, value);
        }

        @Override
        public boolean has(String key) {
            return all.containsKey(key);
        }

        @Override
        public void delete(String key) {
            all.remove(key);
        }
    }

    private static final class AtomicValues extends Values implements AtomicBlockingDataStore {
        @Override
        public void update(String key, Function<Optional<Object>, Object> change, @Nullable Duration timeToLive) {
            set(key, change.apply(get(key)), timeToLive);
        }
    }

    /** A store that does without a step of its own. */
    private record DefaultPutIfAbsent(DataStore store) implements DataStore {
        @Override
        public CompletionStage<Optional<Object>> get(String key) {
            return store.get(key);
        }

        @Override
        public CompletionStage<?> set(String key, Object value, @Nullable Duration timeToLive) {
            return store.set(key, value, timeToLive);
        }

        @Override
        public CompletionStage<Boolean> has(String key) {
            return store.has(key);
        }

        @Override
        public CompletionStage<?> delete(String key) {
            return store.delete(key);
        }
    }
}
