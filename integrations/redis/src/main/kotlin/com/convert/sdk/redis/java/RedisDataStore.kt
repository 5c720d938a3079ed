package com.convert.sdk.redis.java

import com.convert.sdk.java.AtomicDataStore
import io.lettuce.core.api.StatefulRedisConnection
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import org.jspecify.annotations.NullMarked
import org.jspecify.annotations.Nullable
import java.time.Duration
import java.util.Optional
import java.util.concurrent.CompletableFuture
import java.util.function.Function
import kotlin.time.toKotlinDuration
import com.convert.sdk.redis.RedisDataStore as CoroutineStore

/**
 * Visitor state in Redis, as [com.convert.sdk.redis.RedisDataStore] keeps it, for `com.convert.sdk.java.SdkConfig`.
 *
 * Works over a connection of yours and never closes it. No method blocks; stages complete on the client's threads. A
 * stage that is cancelled takes its command back when that was not sent yet.
 */
@NullMarked
public class RedisDataStore private constructor(private val store: CoroutineStore) : AtomicDataStore {
    // Each stage stands alone: a failed one ends no other.
    private val scope get() = CoroutineScope(Dispatchers.Unconfined)

    /** A store on a standalone server, or on what sentinels name the primary. Keys have no prefix. */
    public constructor(connection: StatefulRedisConnection<String, String>) : this(CoroutineStore(connection))

    /** Same, with [keyPrefix] before each key. Other SDKs must use the same one to share what is stored. */
    public constructor(connection: StatefulRedisConnection<String, String>, keyPrefix: String) :
        this(CoroutineStore(connection, keyPrefix))

    /** A store on a cluster. Keys have no prefix. */
    public constructor(connection: StatefulRedisClusterConnection<String, String>) : this(CoroutineStore(connection))

    /** Same, with [keyPrefix] before each key. Other SDKs must use the same one to share what is stored. */
    public constructor(connection: StatefulRedisClusterConnection<String, String>, keyPrefix: String) :
        this(CoroutineStore(connection, keyPrefix))

    /** One `GET`. A text that is not JSON is given as it is. */
    override fun get(key: String): CompletableFuture<Optional<Any>> =
        scope.future { Optional.ofNullable(store.get(key)) }

    /** One `SET`, with `PX` when there is a [timeToLive]. */
    override fun set(key: String, value: Any, timeToLive: @Nullable Duration?): CompletableFuture<*> =
        scope.future { store.set(key, value, timeToLive?.toKotlinDuration()) }

    /** One `EXISTS`. */
    override fun has(key: String): CompletableFuture<Boolean> = scope.future { store.has(key) }

    /** One `DEL`. */
    override fun delete(key: String): CompletableFuture<*> = scope.future { store.delete(key) }

    /** One `SET NX`, with `PX` when there is a [timeToLive]: atomic across all who share the server. */
    override fun putIfAbsent(key: String, value: Any, timeToLive: @Nullable Duration?): CompletableFuture<Boolean> =
        scope.future { store.putIfAbsent(key, value, timeToLive?.toKotlinDuration()) }

    /** One `EVALSHA` when this store has just read or written the value; otherwise, or when it changed since, two. */
    override fun update(
        key: String,
        change: Function<Optional<Any>, Any>,
        timeToLive: @Nullable Duration?,
    ): CompletableFuture<*> = scope.future {
        store.update(key, timeToLive?.toKotlinDuration()) { change.apply(Optional.ofNullable(it)) }
    }
}
