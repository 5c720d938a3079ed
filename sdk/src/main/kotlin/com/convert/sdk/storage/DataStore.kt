package com.convert.sdk.storage

import kotlin.time.Duration

/**
 * Where visitor state lives: stored decisions, attributes, segments, and the marks that keep an event from being sent
 * twice. Share one between processes, in whatever language, and a visitor keeps the same variation in all of them.
 *
 * Keys and values are those of Convert's Python SDK. A value is what JSON can say: text, numbers, booleans, lists and
 * maps. Implementations must be safe for any number of threads; they are called on the SDK's threads. They may
 * throw, or take too long: the SDK then serves the decision from the hash, logs and counts the failure, and no caller
 * sees it. They should be cancellable, and must let `CancellationException` through. They need not retry, cache or
 * encrypt.
 *
 * @see AtomicDataStore
 */
public interface DataStore {
    /** The value under [key], or `null` when there is none or its time is over. */
    public suspend fun get(key: String): Any?

    /** Puts [value] under [key], over what was there. Expires after [timeToLive]; `null` means never. */
    public suspend fun set(key: String, value: Any, timeToLive: Duration?)

    /** Whether there is a value under [key] whose time is not over. */
    public suspend fun has(key: String): Boolean

    /** Takes the value under [key] away; nothing happens when there is none. */
    public suspend fun delete(key: String)

    /**
     * Puts [value] under [key] unless there is one, and tells whether it did. Expires after [timeToLive]; `null` means
     * never.
     *
     * An event is sent once across processes only when this is atomic. The default is not: it asks, then writes.
     */
    public suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean {
        if (has(key)) return false
        set(key, value, timeToLive)
        return true
    }
}
