package com.convert.sdk.batch

import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import org.slf4j.LoggerFactory
import java.util.concurrent.ArrayBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicLong

/** Payloads on their way to a sink: a bounded queue and one daemon thread, which ends when idle for some seconds. */
internal class SinkQueue(private val sink: PayloadSink, capacity: Int) : AutoCloseable {
    private val taken = AtomicLong()
    private val handedOn = AtomicLong()
    private val failed = AtomicLong()
    private val dropped = AtomicLong()

    /** Touched by the queue's thread alone. */
    private var isFailing = false

    private val thread: ThreadPoolExecutor

    init {
        require(capacity in 1..MAX_CAPACITY) { "capacity must be in 1..$MAX_CAPACITY payloads, was $capacity" }
        thread = ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            ArrayBlockingQueue(capacity),
            { Thread(it, "convert-sdk-sink").apply { isDaemon = true } },
            { _, _ -> dropped.incrementAndGet() },
        )
        thread.allowCoreThreadTimeOut(true)
    }

    val metrics: SinkMetrics
        get() {
            // What is taken is counted first and read last, so that no payload seems to wait that never came.
            val done = SinkMetrics(handedOn.get(), failed.get(), dropped.get(), 0)
            return done.copy(waiting = taken.get() - done.handedOn - done.failed - done.dropped)
        }

    /** Takes the payload of a [request] that the service took; never waits and never throws. */
    fun offer(request: TrackingRequest, response: TrackingResponse) {
        if (response.statusCode !in DELIVERED) return
        taken.incrementAndGet()
        thread.execute { handOn(request.body) }
    }

    // Whatever a sink throws, an error too, is its own affair.
    @Suppress("TooGenericExceptionCaught")
    private fun handOn(payload: String) {
        try {
            sink.accept(payload)
        } catch (e: Throwable) {
            failed.incrementAndGet()
            if (!isFailing) log.warn("sink: {}; payloads are delivered, and not handed on", e.javaClass.simpleName)
            isFailing = true
            return
        }
        handedOn.incrementAndGet()
        if (isFailing) log.info("sink: recovered")
        isFailing = false
    }

    /** Hands on what waits, for at most five seconds; the rest is counted as dropped. */
    override fun close() {
        thread.shutdown()
        val isEmpty = try {
            thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)
        } catch (_: InterruptedException) {
            Thread.currentThread().interrupt()
            false
        }
        if (isEmpty) return
        val left = thread.shutdownNow().size
        dropped.addAndGet(left.toLong())
        if (left > 0) log.warn("sink: closed with {} payloads that were not handed on", left)
    }

    private companion object {
        private val log = LoggerFactory.getLogger(SinkTransport::class.java)
        private val DELIVERED = 200..299
        private const val MAX_CAPACITY = 100_000
        private const val IDLE_SECONDS = 10L
        private const val CLOSE_SECONDS = 5L
    }
}
