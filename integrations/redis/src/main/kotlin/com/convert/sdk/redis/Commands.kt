package com.convert.sdk.redis

import io.lettuce.core.RedisException
import io.lettuce.core.RedisFuture
import io.lettuce.core.SetArgs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.future.await
import kotlin.time.Duration

/** Waits for the answer; a command that the client gave up is a failure, not a cancellation of the caller's. */
internal suspend fun <T> RedisFuture<T>.answer(): T = try {
    toCompletableFuture().await()
} catch (e: CancellationException) {
    currentCoroutineContext().ensureActive()
    throw RedisException("the connection gave the command up", e)
}

internal fun SetArgs.expiringAfter(timeToLive: Duration?): SetArgs {
    timeToLive?.inRedisMillis()?.let { px(it) }
    return this
}

/** From 1 ms on; `null` for a time without end. */
internal fun Duration.inRedisMillis(): Long? = if (isInfinite()) null else inWholeMilliseconds.coerceAtLeast(1)
