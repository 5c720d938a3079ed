package com.convert.sdk.internal.visitor

import com.convert.sdk.BreakerState
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.OutageLog
import com.convert.sdk.internal.visitor.state.StoreSchema
import com.convert.sdk.internal.visitor.state.VisitorState
import com.convert.sdk.storage.AtomicDataStore
import com.convert.sdk.storage.DataStore
import com.convert.sdk.storage.InMemoryDataStore
import kotlinx.coroutines.CancellationException
import kotlin.time.Duration
import kotlin.time.TimeSource

/**
 * The user's data store, held at arm's length: what it throws, an `Error` too, and what takes it longer than the
 * call's budget, is counted and logged, and becomes the answer of a store that knows nothing. After several failures in
 * a row it is left alone for some seconds; then nothing waits for it.
 *
 * @property timeToLive for all that is written; `null` for no end.
 */
internal class FailSafeStore(
    private val store: DataStore,
    private val timeout: Duration,
    private val timeToLive: Duration?,
    private val calls: TimedCalls,
    private val counters: Counters,
    private val logs: Logs,
    private val time: TimeSource.WithComparableMarks = TimeSource.Monotonic,
) {
    private val locks = VisitorLocks()
    private val breaker = CircuitBreaker(time)
    private val outage = OutageLog(logs.store, "data store", time)
    private val malformedContent = OutageLog(logs.store, "reading stored visitor state", time)

    val breakerState: BreakerState get() = breaker.state

    /** For one call: what it asks of the store shares it. */
    fun budget(): StoreBudget = StoreBudget(timeout, time)

    /** The stored state, [VisitorState.EMPTY] when there is none, `null` when the store did not say. */
    suspend fun readState(visitorId: String, budget: StoreBudget): VisitorState? = ask(budget) {
        val value = store.get(StoreSchema.stateKey(visitorId)) ?: return@ask VisitorState.EMPTY
        StoreSchema.read(value) ?: VisitorState.EMPTY.also { malformed() }
    }

    /** Lays [change] over what is stored; a store that does not say what that is, is not written to. */
    suspend fun merge(visitorId: String, change: VisitorState, budget: StoreBudget) {
        val key = StoreSchema.stateKey(visitorId)
        ask(budget) {
            if (store is AtomicDataStore) {
                store.update(key, timeToLive) { StoreSchema.merge(it, change) }
            } else {
                locks.withLock(visitorId) { store.set(key, StoreSchema.merge(store.get(key), change), timeToLive) }
            }
        }
    }

    suspend fun delete(key: String, budget: StoreBudget) {
        ask(budget) { store.delete(key) }
    }

    /** Whether [key] is marked; [otherwise] answers when the store cannot. */
    suspend fun has(key: String, budget: StoreBudget, otherwise: suspend () -> Boolean): Boolean =
        ask(budget) { store.has(key) } ?: otherwise()

    /** Marks [key]; [otherwise] decides when the store cannot. */
    suspend fun putIfAbsent(key: String, budget: StoreBudget, otherwise: suspend () -> Boolean): Boolean =
        ask(budget) { store.putIfAbsent(key, true, timeToLive) } ?: otherwise()

    private suspend fun <T : Any> ask(budget: StoreBudget, call: suspend () -> T): T? {
        val left = budget.left()
        val pass = if (left.isPositive()) breaker.admit() else null
        if (pass == null) {
            counters.storeCallsSkipped.increment()
            return null
        }
        val answer = try {
            if (store is InMemoryDataStore) runCatching { call() } else calls.run(left, call)
        } catch (e: CancellationException) {
            breaker.abandoned(pass)
            throw e
        }
        val failure = when {
            answer == null -> "no answer within $timeout"
            else -> answer.exceptionOrNull()?.javaClass?.simpleName
        }
        if (failure == null) succeeded(pass) else failed(pass, failure)
        return answer?.getOrNull()
    }

    private fun succeeded(pass: CircuitBreaker.Pass) {
        breaker.succeeded(pass)
        outage.succeeded { "decisions were made without it" }
    }

    /** [reason] quotes no message of the store's: there may be a key or a value in it. */
    private fun failed(pass: CircuitBreaker.Pass, reason: String) {
        counters.storeErrors.increment()
        outage.failed("$reason; deciding without it")
        val rest = breaker.failed(pass) ?: return
        val message = "data store still failing ({}); skipping it for {}"
        val isFirst = rest == breaker.shortest
        if (isFirst) logs.store.warn(message, reason, rest) else logs.store.debug(message, reason, rest)
    }

    private fun malformed() {
        counters.storeErrors.increment()
        malformedContent.failed("it is malformed; ignored")
    }
}
