package com.convert.sdk.java;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An {@link AtomicDataStore} whose methods block. {@link DataStore#blocking} gives it to the SDK. */
public interface AtomicBlockingDataStore extends BlockingDataStore {
    /**
     * Puts what {@code change} makes of a value in its place, unless that value changed meanwhile; then asks
     * {@code change} again. A transaction will do, or a loop over compare-and-set.
     *
     * @param key the key
     * @param change gets the value, empty when there is none; is quick, does not wait, and may be called any number of
     *     times
     * @param timeToLive the time after which it expires; never, when {@code null}
     * @throws Exception when the store fails
     */
    void update(String key, Function<Optional<Object>, Object> change, @Nullable Duration timeToLive) throws Exception;
}
