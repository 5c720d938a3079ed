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
        super(new StageDataStore(store));
        this.store = store;
    }

    @Override
    public @Nullable Object replace(
            String key,
            @Nullable Duration timeToLive,
            Function1<? super @Nullable Object, ? extends Object> change,
            Continuation<? super Unit> continuation) {
        var done = store.update(key, (Optional<Object> value) -> change.invoke(value.orElse(null)), timeToLive);
        return StageAwait.await(done, stored -> Unit.INSTANCE, continuation);
    }
}
