package com.convert.sdk.internal.visitor

import com.convert.sdk.internal.memory.StoredForm
import com.convert.sdk.internal.memory.VisitorState
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.runtime.TroubleLog
import com.convert.sdk.storage.DataStore
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.time.Duration

/**
 * A data store of the user's, held at arm's length: what it throws, and what takes it longer than [timeout], is counted
 * and logged, and becomes the answer of a store that knows nothing.
 */
internal class GuardedStore(
    private val store: DataStore,
    private val timeout: Duration,
    private val counters: Counters,
    logs: Logs,
) {
    private val trouble = TroubleLog(logs.store, "data store")
    private val rubbish = TroubleLog(logs.store, "data store's content")

    /** The stored state, [VisitorState.EMPTY] when there is none, `null` when the store did not say. */
    suspend fun readState(visitorId: String): VisitorState? = guarded<VisitorState?>(null) {
        val value = store.get(StoredForm.stateKey(visitorId)) ?: return@guarded VisitorState.EMPTY
        StoredForm.read(value) ?: VisitorState.EMPTY.also { malformed() }
    }

    suspend fun write(key: String, value: Any) = guarded(Unit) { store.set(key, value, timeToLive = null) }

    suspend fun delete(key: String) = guarded(Unit) { store.delete(key) }

    /** Marks [key]; [otherwise] decides when the store cannot. */
    suspend fun putIfAbsent(key: String, otherwise: suspend () -> Boolean): Boolean =
        guarded<Boolean?>(null) { store.putIfAbsent(key, true) } ?: otherwise()

    private suspend fun <T> guarded(fallback: T, call: suspend () -> T): T {
        try {
            val answer = withTimeoutOrNull(timeout) { Answer(call()) }
            if (answer == null) return fallback.also { failed("no answer within $timeout") }
            trouble.succeeded()
            return answer.value
        } catch (e: CancellationException) {
            currentCoroutineContext().ensureActive()
            // The store gave up by itself; the caller did not.
            failed(e.javaClass.simpleName)
        } catch (e: Throwable) {
            // An Error is a failure like others: a class that the client library lacks, say. Its message may quote a
            // key or a value.
            failed(e.javaClass.simpleName)
        }
        return fallback
    }

    private fun failed(reason: String) {
        counters.storeErrors.increment()
        trouble.failed("$reason; decisions are made without it")
    }

    private fun malformed() {
        counters.storeErrors.increment()
        rubbish.failed("a visitor's state is not in the form of the SDK and counts as none")
    }

    private class Answer<T>(val value: T)
}
