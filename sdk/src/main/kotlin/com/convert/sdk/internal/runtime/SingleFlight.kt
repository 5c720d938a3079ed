package com.convert.sdk.internal.runtime

import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/**
 * Makes one call for all who want it at the same time. It goes on while at least one of them waits, no matter who came
 * first, and is cancelled when the last one has gone. There are never two at once.
 */
internal class SingleFlight<T>(parent: CoroutineScope, private val name: String, private val call: suspend () -> T) {
    private val scope = parent.supervised()
    private val lock = Any()
    private val running = Mutex()
    private var latest: Flight<T>? = null

    /** The call's outcome, thrown when it is a failure. A [close] meanwhile is a cancellation. */
    suspend fun await(): T = join { it.await() }

    /** The call's failure, or `null`; throws nothing but the caller's own cancellation. */
    @OptIn(ExperimentalCoroutinesApi::class)
    suspend fun failure(): Throwable? = join {
        it.join()
        it.getCompletionExceptionOrNull()
    }

    /** Cancels the call that is under way and all later ones. */
    fun close() = scope.cancel()

    private suspend inline fun <R> join(wait: (Deferred<T>) -> R): R {
        val flight = synchronized(lock) { current() }
        try {
            return wait(flight.outcome)
        } finally {
            synchronized(lock) { if (--flight.waiters == 0) flight.outcome.cancel() }
        }
    }

    private fun current(): Flight<T> {
        val flight = latest?.takeIf { it.outcome.isActive } ?: start()
        flight.waiters++
        return flight
    }

    private fun start(): Flight<T> {
        // An earlier call that was cancelled may still be busy with that.
        val outcome = scope.async(CoroutineName(name)) { running.withLock { call() } }
        return Flight(outcome).also { latest = it }
    }

    private class Flight<T>(val outcome: Deferred<T>) {
        var waiters = 0
    }
}

/** A scope that ends with this one, or before, and whose coroutines may fail without harm to others. */
internal fun CoroutineScope.supervised(): CoroutineScope =
    CoroutineScope(coroutineContext + SupervisorJob(coroutineContext[Job]))
