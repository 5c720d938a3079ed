package com.convert.sdk.batch.java

import com.convert.sdk.batch.DEFAULT_CAPACITY
import com.convert.sdk.batch.PayloadSink
import com.convert.sdk.batch.SinkMetrics
import com.convert.sdk.batch.SinkQueue
import com.convert.sdk.java.Transport
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import org.jspecify.annotations.NullMarked
import java.util.concurrent.CompletionStage

/**
 * A transport that also hands each payload which the service took to a sink of yours, as
 * [com.convert.sdk.batch.SinkTransport] does, for `com.convert.sdk.java.Core`.
 */
@NullMarked
public class SinkTransport private constructor(private val transport: Transport, private val queue: SinkQueue) :
    Transport {
    /** Around [transport], with room for 100 payloads (of 1 MiB at most each) that wait for [sink]. */
    public constructor(transport: Transport, sink: PayloadSink) : this(transport, sink, DEFAULT_CAPACITY)

    /** Same, with room for [capacity] payloads, from 1 to 100,000. Those that find it full are not handed on. */
    public constructor(transport: Transport, sink: PayloadSink, capacity: Int) :
        this(transport, SinkQueue(sink, capacity))

    /** One reading of the sink's counters. */
    public val sinkMetrics: SinkMetrics get() = queue.metrics

    override fun fetchConfig(request: ConfigRequest): CompletionStage<out ConfigResponse> =
        transport.fetchConfig(request)

    override fun sendTracking(request: TrackingRequest): CompletionStage<TrackingResponse> {
        val answer = transport.sendTracking(request)
        answer.thenAccept { queue.offer(request, it) }
        // The stage itself: who cancels it cancels the request.
        return answer
    }

    override fun close(): Unit = queue.use { transport.close() }
}
