package com.convert.sdk.internal.visitor

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlin.coroutines.ContinuationInterceptor
import kotlin.time.Duration

/**
 * Calls of code that may throw anything, hang or block its thread, each with a limit. They run on [callDispatcher], and
 * their time is told on [timerDispatcher], so that neither the caller's threads nor its time matter.
 */
internal class TimedCalls(timerDispatcher: CoroutineDispatcher, callDispatcher: CoroutineDispatcher) {
    private val timers = CoroutineScope(SupervisorJob() + timerDispatcher)
    private val calls = CoroutineScope(SupervisorJob() + callDispatcher)

    /**
     * What [call] gives or throws; `null` when that takes longer than [limit]. It is cancelled then, and when the
     * caller is, which is the only thing that this throws.
     */
    suspend fun <T> run(limit: Duration, call: suspend () -> T): Result<T>? {
        // What it returns too late is ignored.
        val answer = CompletableDeferred<Result<T>?>()
        val context = currentCoroutineContext().minusKey(Job).minusKey(ContinuationInterceptor)
        val work = calls.launch(context) { answer.complete(runCatching { call() }) }
        val timer = timers.launch {
            delay(limit)
            answer.complete(null)
        }
        // A dispatcher that takes no more work cancels it.
        work.invokeOnCompletion { answer.complete(null) }
        timer.invokeOnCompletion { answer.complete(null) }
        try {
            return answer.await()
        } finally {
            work.cancel()
            timer.cancel()
        }
    }
}
