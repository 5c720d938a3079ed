package com.convert.sdk.java;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An empty store whose reads wait until the test opens the gate; it forgets what it is given. */
final class GatedDataStore implements DataStore {
    final CompletableFuture<Optional<Object>> gate = new CompletableFuture<>();
    final CountDownLatch asked;

    GatedDataStore(int readers) {
        asked = new CountDownLatch(readers);
    }

    void open() {
        gate.complete(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<Object>> get(String key) {
        asked.countDown();
        return gate;
    }

    @Override
    public CompletionStage<?> set(String key, Object value, @Nullable Duration timeToLive) {
        return CompletableFuture.completedFuture("stored");
    }

    @Override
    public CompletionStage<Boolean> has(String key) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<?> delete(String key) {
        return CompletableFuture.completedFuture("deleted");
    }
}
