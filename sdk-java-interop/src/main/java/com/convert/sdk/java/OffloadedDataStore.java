package com.convert.sdk.java;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A store that blocks, on the user's executor. */
class OffloadedDataStore implements DataStore {
    private final BlockingDataStore store;
    final BlockingExecutor executor;

    OffloadedDataStore(BlockingDataStore store, Executor executor) {
        this.store = store;
        this.executor = new BlockingExecutor(executor);
    }

    @Override
    public CompletionStage<Optional<Object>> get(String key) {
        return executor.run(() -> store.get(key));
    }

    @Override
    public CompletionStage<?> set(String key, Object value, @Nullable Duration timeToLive) {
        return executor.run(() -> {
            store.set(key, value, timeToLive);
            return true;
        });
    }

    @Override
    public CompletionStage<Boolean> has(String key) {
        return executor.run(() -> store.has(key));
    }

    @Override
    public CompletionStage<?> delete(String key) {
        return executor.run(() -> {
            store.delete(key);
            return true;
        });
    }

    @Override
    public CompletionStage<Boolean> putIfAbsent(String key, Object value, @Nullable Duration timeToLive) {
        return executor.run(() -> store.putIfAbsent(key, value, timeToLive));
    }
}
