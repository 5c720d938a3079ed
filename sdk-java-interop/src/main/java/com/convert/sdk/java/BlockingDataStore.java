package com.convert.sdk.java;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DataStore} whose methods block, over JDBC for example. {@link DataStore#blocking} gives it to the SDK. What
 * it throws counts as a failure of the store; the decision is then served from the hash.
 */
public interface BlockingDataStore {
    /**
     * Reads a value.
     *
     * @param key the key
     * @return the value; empty when there is none or its time is over
     * @throws Exception when the store fails
     */
    Optional<Object> get(String key) throws Exception;

    /**
     * Puts a value, over what was there.
     *
     * @param key the key
     * @param value text, a number, a boolean, a list or a map
     * @param timeToLive the time after which it goes; never, when {@code null}
     * @throws Exception when the store fails
     */
    void set(String key, Object value, @Nullable Duration timeToLive) throws Exception;

    /**
     * Asks for a value.
     *
     * @param key the key
     * @return whether there is a value whose time is not over
     * @throws Exception when the store fails
     */
    boolean has(String key) throws Exception;

    /**
     * Takes a value away; nothing happens when there is none.
     *
     * @param key the key
     * @throws Exception when the store fails
     */
    void delete(String key) throws Exception;

    /**
     * Puts a value unless there is one. An event is sent once across processes only when this is atomic. The default is
     * not: it asks, then writes.
     *
     * @param key the key
     * @param value the value
     * @param timeToLive the time after which it expires; never, when {@code null}
     * @return whether it was put
     * @throws Exception when the store fails
     */
    default boolean putIfAbsent(String key, Object value, @Nullable Duration timeToLive) throws Exception {
        if (has(key)) {
            return false;
        }
        set(key, value, timeToLive);
        return true;
    }
}
