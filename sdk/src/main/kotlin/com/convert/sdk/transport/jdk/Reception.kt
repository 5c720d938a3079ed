package com.convert.sdk.transport.jdk

import java.io.IOException
import java.net.http.HttpResponse.BodyHandler
import java.net.http.HttpResponse.BodySubscriber
import java.net.http.HttpResponse.ResponseInfo
import java.nio.ByteBuffer
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.Flow

/** What becomes of a body, piece by piece. What it throws ends the request. */
internal fun interface Sink {
    fun take(bytes: ByteArray)
}

/**
 * Takes in one answer. [onHead] gets its head as soon as that is there, on a thread of the client's, and says what
 * becomes of the body; what it throws ends the request.
 */
internal class Reception(private val onHead: (ResponseInfo) -> Sink) : BodyHandler<Unit>, BodySubscriber<Unit> {
    private val end = CompletableFuture<Unit>()

    @Volatile
    private var sink: Sink? = null

    @Volatile
    private var subscription: Flow.Subscription? = null

    // A failure is told through the body: out of here, the client would keep the connection waiting.
    override fun apply(head: ResponseInfo): BodySubscriber<Unit> = also { guarded { sink = onHead(head) } }

    override fun getBody(): CompletionStage<Unit> = end

    override fun onSubscribe(subscription: Flow.Subscription) {
        this.subscription = subscription
        if (end.isDone) subscription.cancel() else subscription.request(Long.MAX_VALUE)
    }

    override fun onNext(pieces: List<ByteBuffer>) = guarded {
        if (end.isDone) return
        pieces.forEach { piece -> sink?.take(ByteArray(piece.remaining()).also(piece::get)) }
    }

    override fun onError(failure: Throwable) {
        end.completeExceptionally(failure)
    }

    override fun onComplete() {
        end.complete(Unit)
    }

    private inline fun guarded(block: () -> Unit) {
        try {
            block()
        } catch (e: IOException) {
            end.completeExceptionally(e)
            subscription?.cancel()
        }
    }
}
