package com.convert.sdk.internal.interop

import com.convert.sdk.InternalConvertApi
import com.convert.sdk.storage.DataStore
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import java.time.Duration as JavaDuration

/** A [DataStore] that Java can implement: the name of a function with Kotlin's `Duration` is not one it can write. */
@InternalConvertApi
public abstract class JavaTimeDataStore : DataStore {
    final override suspend fun set(key: String, value: Any, timeToLive: Duration?): Unit =
        put(key, value, timeToLive?.toJavaDuration())

    /** As [set]. */
    public abstract suspend fun put(key: String, value: Any, timeToLive: JavaDuration?)

    // Abstract, so that it is the port's implementation that says how atomic it is.
    abstract override suspend fun putIfAbsent(key: String, value: Any): Boolean
}
