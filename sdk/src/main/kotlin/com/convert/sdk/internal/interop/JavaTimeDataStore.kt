package com.convert.sdk.internal.interop

import com.convert.sdk.InternalConvertApi
import com.convert.sdk.storage.AtomicDataStore
import com.convert.sdk.storage.DataStore
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import java.time.Duration as JavaDuration

/** A [DataStore] that Java can implement: the name of a function with Kotlin's `Duration` is not one it can write. */
@InternalConvertApi
public abstract class JavaTimeDataStore : DataStore {
    final override suspend fun set(key: String, value: Any, timeToLive: Duration?): Unit =
        put(key, value, timeToLive?.toJavaDuration())

    // It is the port's implementation that says how atomic it is.
    final override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean =
        putNew(key, value, timeToLive?.toJavaDuration())

    /** As [set]. */
    public abstract suspend fun put(key: String, value: Any, timeToLive: JavaDuration?)

    /** As [putIfAbsent]. */
    public abstract suspend fun putNew(key: String, value: Any, timeToLive: JavaDuration?): Boolean
}

/** An [AtomicDataStore] that Java can implement: an ordinary store, and the one step. */
@InternalConvertApi
public abstract class JavaTimeAtomicDataStore(ordinary: DataStore) : AtomicDataStore, DataStore by ordinary {
    final override suspend fun update(key: String, timeToLive: Duration?, change: (value: Any?) -> Any): Unit =
        replace(key, timeToLive?.toJavaDuration(), change)

    /** As [update]. */
    public abstract suspend fun replace(key: String, timeToLive: JavaDuration?, change: (value: Any?) -> Any)
}
