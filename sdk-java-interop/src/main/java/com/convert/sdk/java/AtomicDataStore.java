package com.convert.sdk.java;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DataStore} that can change a value in one step, so that processes that change the same visitor at the same
 * moment lose nothing. With any other store the SDK reads, merges and writes, one at a time within a process.
 */
public interface AtomicDataStore extends DataStore {
    /**
     * Puts what {@code change} makes of a value in its place, unless that value changed meanwhile; then asks
     * {@code change} again. A transaction will do, or a loop over compare-and-set.
     *
     * @param key the key
     * @param change gets the value, empty when there is none; is quick, does not wait, and may be called any number of
     *     times
     * @param timeToLive the time after which it expires; never, when {@code null}
     * @return completed, with whatever, when it is stored
     */
    CompletionStage<?> update(String key, Function<Optional<Object>, Object> change, @Nullable Duration timeToLive);
}
