package com.convert.sdk.java;

import com.convert.sdk.internal.interop.JavaTimeDataStore;
import java.time.Duration;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** A Java data store as the core sees it. */
final class StageDataStore extends JavaTimeDataStore {
    private final DataStore store;

    StageDataStore(DataStore store) {
        this.store = store;
    }

    /** What the core sees can do what the store can. */
    static com.convert.sdk.storage.DataStore of(DataStore store) {
        return store instanceof AtomicDataStore atomic ? new StageAtomicDataStore(atomic) : new StageDataStore(store);
    }

    @Override
    public @Nullable Object get(String key, Continuation<? super @Nullable Object> continuation) {
        return StageAwait.await(store.get(key), value -> value.orElse(null), continuation);
    }

    @Override
    public @Nullable Object put(
            String key, Object value, @Nullable Duration timeToLive, Continuation<? super Unit> continuation) {
        return StageAwait.await(store.set(key, value, timeToLive), done -> Unit.INSTANCE, continuation);
    }

    @Override
    public @Nullable Object has(String key, Continuation<? super Boolean> continuation) {
        return StageAwait.await(store.has(key), there -> there, continuation);
    }

    @Override
    public @Nullable Object delete(String key, Continuation<? super Unit> continuation) {
        return StageAwait.await(store.delete(key), done -> Unit.INSTANCE, continuation);
    }

    @Override
    public @Nullable Object putNew(
            String key, Object value, @Nullable Duration timeToLive, Continuation<? super Boolean> continuation) {
        return StageAwait.await(store.putIfAbsent(key, value, timeToLive), put -> put, continuation);
    }
}
