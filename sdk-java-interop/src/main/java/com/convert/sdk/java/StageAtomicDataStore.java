package com.convert.sdk.java;

import com.convert.sdk.internal.interop.JavaTimeAtomicDataStore;
import java.time.Duration;
import java.util.Optional;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import org.jspecify.annotations.Nullable;

/** A Java data store that changes values in one step, as the core sees it. */
final class StageAtomicDataStore extends JavaTimeAtomicDataStore {
    private final AtomicDataStore store;

    StageAtomicDataStore(AtomicDataStore store) {
        this.store = store;
    }

    @Override
    public @Nullable Object get(String key, Continuation<? super @Nullable Object> continuation) {
        return Stages.await(store.get(key), value -> value.orElse(null), continuation);
    }

    @Override
    public @Nullable Object put(
            String key, Object value, @Nullable Duration timeToLive, Continuation<? super Unit> continuation) {
        return Stages.await(store.set(key, value, timeToLive), done -> Unit.INSTANCE, continuation);
    }

    @Override
    public @Nullable Object has(String key, Continuation<? super Boolean> continuation) {
        return Stages.await(store.has(key), there -> there, continuation);
    }

    @Override
    public @Nullable Object delete(String key, Continuation<? super Unit> continuation) {
        return Stages.await(store.delete(key), done -> Unit.INSTANCE, continuation);
    }

    @Override
    public @Nullable Object putNew(
            String key, Object value, @Nullable Duration timeToLive, Continuation<? super Boolean> continuation) {
        return Stages.await(store.putIfAbsent(key, value, timeToLive), put -> put, continuation);
    }

    @Override
    public @Nullable Object replace(
            String key,
            @Nullable Duration timeToLive,
            Function1<? super @Nullable Object, ? extends Object> change,
            Continuation<? super Unit> continuation) {
        var done = store.update(key, (Optional<Object> value) -> change.invoke(value.orElse(null)), timeToLive);
        return Stages.await(done, stored -> Unit.INSTANCE, continuation);
    }
}
