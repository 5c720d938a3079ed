package com.convert.sdk.redis

import com.convert.sdk.storage.AtomicDataStore
import io.lettuce.core.SetArgs
import io.lettuce.core.api.StatefulRedisConnection
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands
import kotlin.time.Duration

/**
 * Visitor state in Redis, for all processes that share the server, in whatever language: keys and values are those of
 * Convert's Python SDK.
 *
 * Works over a connection of yours, to a standalone server, through sentinels or to a cluster, and never closes it.
 * The connection may be shared: nothing here blocks it, watches keys or changes its state. Any number of threads may
 * use the store. Marks are set by `SET NX`. A visitor's state is changed in one step by a script; where the server
 * allows no scripts, it is read and written in two, one change at a time within this store, and the log says so once.
 * Each write starts its time to live anew.
 *
 * What the server or the connection fails with is thrown. A cancelled call takes its command back when that was not
 * sent yet. Let the connection refuse commands while it is disconnected, and replay none; `docs/fleet.md` has the
 * options.
 */
public class RedisDataStore private constructor(
    private val commands: RedisClusterAsyncCommands<String, String>,
    private val keyPrefix: String,
) : AtomicDataStore {
    private val state = StateWriter(commands)

    /** A store on a standalone server, or on what sentinels name the primary. Keys have no prefix. */
    public constructor(connection: StatefulRedisConnection<String, String>) : this(connection, "")

    /** Same, with [keyPrefix] before each key. Other SDKs must use the same one to share what is stored. */
    public constructor(connection: StatefulRedisConnection<String, String>, keyPrefix: String) :
        this(connection.async(), keyPrefix)

    /** A store on a cluster. Keys have no prefix. */
    public constructor(connection: StatefulRedisClusterConnection<String, String>) : this(connection, "")

    /** Same, with [keyPrefix] before each key. Other SDKs must use the same one to share what is stored. */
    public constructor(connection: StatefulRedisClusterConnection<String, String>, keyPrefix: String) :
        this(connection.async(), keyPrefix)

    /** One `GET`. A text that is not JSON is given as it is. */
    override suspend fun get(key: String): Any? = state.read(keyPrefix + key)?.let(StoredJson::read)

    /** One `SET`, with `PX` when there is a [timeToLive]. */
    override suspend fun set(key: String, value: Any, timeToLive: Duration?) {
        state.set(keyPrefix + key, StoredJson.write(value), timeToLive)
    }

    /** One `EXISTS`. */
    override suspend fun has(key: String): Boolean = commands.exists(keyPrefix + key).answer() > 0

    /** One `DEL`. */
    override suspend fun delete(key: String) {
        state.delete(keyPrefix + key)
    }

    /** One `SET NX`, with `PX` when there is a [timeToLive]: atomic across all who share the server. */
    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean {
        val ifAbsent = SetArgs.Builder.nx().expiringAfter(timeToLive)
        return commands.set(keyPrefix + key, StoredJson.write(value), ifAbsent).answer() != null
    }

    /** One `EVALSHA` when this store has just read or written the value; otherwise, or when it changed since, two. */
    override suspend fun update(key: String, timeToLive: Duration?, change: (value: Any?) -> Any): Unit =
        state.update(keyPrefix + key, timeToLive, change)
}
