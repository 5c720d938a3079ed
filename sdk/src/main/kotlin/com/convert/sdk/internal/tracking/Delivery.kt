package com.convert.sdk.internal.tracking

import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.internal.runtime.endpoint
import com.convert.sdk.internal.runtime.retry.RetryAfter
import com.convert.sdk.internal.runtime.retry.RetryDirective
import com.convert.sdk.internal.text.Utf8
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.Transport
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlin.time.Duration

/** One request with one batch, and what the answer means. Knows nothing of the queue, of time or of other attempts. */
internal class Delivery(
    private val settings: TrackingSettings,
    private val transport: Transport,
    private val project: () -> ProjectIdentity?,
    private val retryAfter: RetryAfter,
) {
    private val writer = PayloadWriter(settings.source, settings.enrichData)

    /** Whether it is known whose events these are; nothing can be sent before. */
    val isReady: Boolean get() = project() != null

    suspend fun attempt(batch: List<TrackedEvent>): DeliveryOutcome {
        val request = try {
            request(checkNotNull(project()), batch)
        } catch (e: OutOfMemoryError) {
            return DeliveryOutcome(RetryDirective.RETRY, cause = e)
        } catch (e: Throwable) {
            // A value that a user handed in cannot be written: the rest of the batch must not suffer.
            return DeliveryOutcome(RetryDirective.SPLIT, cause = e)
        }
        if (Utf8.length(request.body) > LONGEST_BODY && batch.size > 1) return DeliveryOutcome(RetryDirective.SPLIT)
        return send(request)
    }

    private suspend fun send(request: TrackingRequest): DeliveryOutcome = try {
        val response = transport.sendTracking(request)
        val directive = RetryDirective.of(response.statusCode)
        DeliveryOutcome(directive, response.statusCode, retryAfter.read(response.retryAfter))
    } catch (e: CancellationException) {
        // Ours leaves here. Any other is a time-out inside the transport, which is a failure like others.
        currentCoroutineContext().ensureActive()
        DeliveryOutcome(RetryDirective.RETRY, cause = e)
    } catch (e: Throwable) {
        // An Error of a transport, such as a missing class, is a failed attempt like any other.
        val status = (e as? TrackingDeliveryException)?.statusCode
        val directive = status?.let(RetryDirective::of)?.takeIf { it != RetryDirective.ACCEPTED }
        DeliveryOutcome(directive ?: RetryDirective.RETRY, status, cause = e)
    }

    private fun request(identity: ProjectIdentity, batch: List<TrackedEvent>) = TrackingRequest(
        projectId = identity.projectId,
        sdkKey = settings.sdkKey ?: "${identity.accountId}/${identity.projectId}",
        body = writer.write(identity, batch),
        eventCount = batch.size,
    )

    private companion object {
        /** 1 MiB; more than one event goes in pieces then. */
        const val LONGEST_BODY = 1 shl 20
    }
}

/** The outcome of one request; [status] is `null` when there was no answer, and [cause] then says why. */
internal class DeliveryOutcome(
    val directive: RetryDirective,
    val status: Int? = null,
    val retryAfter: Duration? = null,
    val cause: Throwable? = null,
) {
    /** Whether a request was made and the service dealt with it. */
    val isProgress: Boolean get() = status != null && directive != RetryDirective.RETRY

    /** What happened, safe to log. */
    val summary: String get() = when {
        status != null -> "HTTP $status"
        cause is ConvertSdkException -> cause.message.orEmpty()
        else -> cause?.javaClass?.simpleName ?: "no answer"
    }

    /** Whether the service took the request and then failed, rather than being away or busy. */
    val isServerFailure: Boolean get() = status == SERVER_FAILURE

    /** The answer to a batch of one event, which cannot be split. */
    fun asFinal(): DeliveryOutcome =
        if (directive == RetryDirective.SPLIT) DeliveryOutcome(RetryDirective.REFUSED, status, cause = cause) else this

    fun error(batchSize: Int, retries: Int) = TrackingDeliveryException(
        message = "$batchSize tracking events could not be delivered: $summary",
        // A user's transport may have put the whole address in.
        endpoint = (cause as? TrackingDeliveryException)?.endpoint?.let(::endpoint),
        statusCode = status,
        batchSize = batchSize,
        retryCount = retries,
        // Others may quote the address, and the key in it.
        cause = cause as? ConvertSdkException,
    )

    private companion object {
        const val SERVER_FAILURE = 500
    }
}
