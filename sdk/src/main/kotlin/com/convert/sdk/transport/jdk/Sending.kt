package com.convert.sdk.transport.jdk

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.suspendCancellableCoroutine
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.util.concurrent.CompletionException
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException

/** How a request is sent and waited for, to the end of the answer. Cancelling it ends the request. */
internal fun interface Sending {
    /** The status; of a proxy's answer, too, which [reception] never sees. */
    suspend fun send(client: HttpClient, request: HttpRequest, reception: Reception): Int
}

/**
 * On a thread of [threads] that waits. It is what keeps a request off the common pool: the JDK's client completes the
 * future of `sendAsync` there, so that an application that blocks that pool would stop delivery.
 */
internal class WaitingSend(private val threads: CoroutineDispatcher) : Sending {
    override suspend fun send(client: HttpClient, request: HttpRequest, reception: Reception): Int =
        runInterruptible(threads) { client.send(request, reception).statusCode() }
}

/** Without a thread of ours: for a client of the application's. */
internal object FutureSend : Sending {
    override suspend fun send(client: HttpClient, request: HttpRequest, reception: Reception): Int {
        val future = client.sendAsync(request, reception)
        return suspendCancellableCoroutine { waiting ->
            future.whenComplete { response, failure ->
                if (failure == null) {
                    waiting.resume(response.statusCode())
                } else {
                    waiting.resumeWithException(failure.unwrapped())
                }
            }
            // Only an interrupting cancellation ends the request.
            waiting.invokeOnCancellation { future.cancel(true) }
        }
    }

    private fun Throwable.unwrapped(): Throwable = (this as? CompletionException)?.cause ?: this
}
