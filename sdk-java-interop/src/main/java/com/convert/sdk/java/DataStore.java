package com.convert.sdk.java;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where visitor state lives: stored decisions, attributes, segments, and the marks that keep an event from being sent
 * twice. Share one between processes, in whatever language, and a visitor keeps the same variation in all of them.
 *
 * <p>Keys and values are those of Convert's Python SDK. A value is what JSON can say: text, numbers, booleans, lists
 * and maps. Implementations must be safe for any number of threads and should not block; {@link #blocking} makes one of
 * a store that does. They may fail, or take too long: the SDK then serves the decision from the hash, logs and counts
 * the failure, and no caller sees it. A stage that is no longer waited for is cancelled, when its
 * {@link CompletionStage#toCompletableFuture()} can be. They need not retry, cache or encrypt.
 */
public interface DataStore {
    /**
     * Reads a value.
     *
     * @param key the key
     * @return the value; empty when there is none or its time is over
     */
    CompletionStage<Optional<Object>> get(String key);

    /**
     * Puts a value, over what was there.
     *
     * @param key the key
     * @param value the value
     * @param timeToLive the time after which it goes; never, when {@code null}
     * @return completed, with whatever, when it is stored
     */
    CompletionStage<?> set(String key, Object value, @Nullable Duration timeToLive);

    /**
     * Asks for a value.
     *
     * @param key the key
     * @return whether there is a value whose time is not over
     */
    CompletionStage<Boolean> has(String key);

    /**
     * Takes a value away; nothing happens when there is none.
     *
     * @param key the key
     * @return completed, with whatever, when it is gone
     */
    CompletionStage<?> delete(String key);

    /**
     * Puts a value unless there is one. An event is sent once across processes only when this is atomic. The default is
     * not: it asks, then writes.
     *
     * @param key the key
     * @param value the value
     * @param timeToLive the time after which it expires; never, when {@code null}
     * @return whether it was put
     */
    default CompletionStage<Boolean> putIfAbsent(String key, Object value, @Nullable Duration timeToLive) {
        return has(key).thenCompose(there -> there
                ? CompletableFuture.completedFuture(false)
                : set(key, value, timeToLive).thenApply(done -> true));
    }

    /**
     * Makes a store of one that blocks.
     *
     * @param store the store that blocks
     * @param executor runs its methods; needs as many threads as calls may wait at a time
     * @return the store; an {@link AtomicDataStore} when {@code store} is an {@link AtomicBlockingDataStore}
     */
    static DataStore blocking(BlockingDataStore store, Executor executor) {
        return store instanceof AtomicBlockingDataStore atomic
                ? new OffloadedAtomicDataStore(atomic, executor)
                : new OffloadedDataStore(store, executor);
    }
}
