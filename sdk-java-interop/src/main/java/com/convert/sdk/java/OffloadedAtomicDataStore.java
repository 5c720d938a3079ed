package com.convert.sdk.java;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An atomic store that blocks, on the user's executor. */
final class OffloadedAtomicDataStore extends OffloadedDataStore implements AtomicDataStore {
    private final AtomicBlockingDataStore store;

    OffloadedAtomicDataStore(AtomicBlockingDataStore store, Executor executor) {
        super(store, executor);
        this.store = store;
    }

    @Override
    public CompletionStage<?> update(
            String key, Function<Optional<Object>, Object> change, @Nullable Duration timeToLive) {
        return executor.run(() -> {
            store.update(key, change, timeToLive);
            return true;
        });
    }
}
