package com.convert.sdk.internal.http

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** The requests of a transport that are under way. [close] ends them. */
internal class Exchanges : AutoCloseable {
    private val all = SupervisorJob()

    /**
     * Runs [exchange] where the caller runs, and returns with what it hands over. What is left of it then, the end of a
     * body that nobody reads, goes on by itself for a while, so that the connection can serve again.
     *
     * @throws UnusableAnswerException when the transport is closed; otherwise whatever [exchange] throws.
     */
    suspend fun <T> answer(exchange: suspend (CompletableDeferred<T>) -> Unit): T {
        val answered = CompletableDeferred<T>()
        val work = CoroutineScope(currentCoroutineContext() + all).async { exchange(answered) }
        work.invokeOnCompletion { answered.completeExceptionally(it ?: IllegalStateException("no answer")) }
        var isAnswered = false
        try {
            return answered.await().also { isAnswered = true }
        } catch (e: CancellationException) {
            currentCoroutineContext().ensureActive()
            throw UnusableAnswerException("the transport was closed").also { it.addSuppressed(e) }
        } finally {
            if (isAnswered) leave(work) else work.cancel()
        }
    }

    /** Most bodies have come by now, or come at once. */
    private suspend fun leave(work: Job) {
        if (withTimeoutOrNull(SHORT_BODY) { work.join() } != null) return
        CoroutineScope(currentCoroutineContext() + all)
            .launch { withTimeoutOrNull(LONG_BODY) { work.join() } }
            .invokeOnCompletion { work.cancel() }
    }

    override fun close() = all.cancel()

    internal companion object {
        /** Bytes of an unread body after which a new connection is cheaper. */
        const val LONGEST_UNREAD = 64L * 1024
        private val SHORT_BODY = 50.milliseconds
        private val LONG_BODY = 1.seconds
    }
}
