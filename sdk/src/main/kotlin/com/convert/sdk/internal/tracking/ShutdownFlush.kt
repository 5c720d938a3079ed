package com.convert.sdk.internal.tracking

import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.internal.runtime.Logs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.future.future
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kotlin.time.Duration

/**
 * Delivers what is queued when the JVM goes down. It flushes and does not close: the application's own hooks run at the
 * same time and may still finish their work, and track, before they close the SDK instance themselves.
 *
 * The JVM holds on to a registered hook, so [close] has to be called for the SDK instance to become garbage.
 */
internal class ShutdownFlush(
    private val pipeline: EventPipeline,
    private val scope: CoroutineScope,
    private val timeout: Duration,
    private val logs: Logs,
) : AutoCloseable {
    private val hook = Thread(::run, "convert-shutdown-flush")

    fun register() = unlessGoingDown { Runtime.getRuntime().addShutdownHook(hook) }

    override fun close() = unlessGoingDown { Runtime.getRuntime().removeShutdownHook(hook) }

    /** Waits for at most [timeout] on the calling thread, which is the JVM's. */
    fun run() {
        if (pipeline.queueLength == 0L) return
        val flush = scope.future { pipeline.flush(ReleaseReason.AT_EXIT) }
        try {
            flush.get(timeout.inWholeMilliseconds, TimeUnit.MILLISECONDS)
        } catch (_: TimeoutException) {
            flush.cancel(true)
            reportLeft()
        } catch (_: ExecutionException) {
            reportLeft()
        } catch (_: CancellationException) {
            reportLeft() // the scope has ended already
        }
    }

    private fun reportLeft() =
        logs.tracking.warn("JVM stops with {} tracking events undelivered", pipeline.queueLength)

    private inline fun unlessGoingDown(action: () -> Unit) {
        try {
            action()
        } catch (_: IllegalStateException) {
            // The JVM is going down already: too late to register, and no longer needed to take back.
        }
    }
}
