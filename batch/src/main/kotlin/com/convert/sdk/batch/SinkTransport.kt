package com.convert.sdk.batch

import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport

/**
 * A transport that also hands each payload which the service took to a sink of yours. Requests and answers are those of
 * the transport inside. The sink is called later, on a thread of its own: one that is slow or fails delays no delivery,
 * and costs payloads only here, which [sinkMetrics] counts.
 *
 * A payload whose answer got lost is sent again and handed on once; one that is handed on when the process dies is lost
 * to the sink. Closing closes the transport inside, then waits up to five seconds for the sink.
 */
public class SinkTransport private constructor(private val transport: Transport, private val queue: SinkQueue) :
    Transport {
    /** Around [transport], with room for 100 payloads (of 1 MiB at most each) that wait for [sink]. */
    public constructor(transport: Transport, sink: PayloadSink) : this(transport, sink, DEFAULT_CAPACITY)

    /** Same, with room for [capacity] payloads, from 1 to 100,000. Those that find it full are not handed on. */
    public constructor(transport: Transport, sink: PayloadSink, capacity: Int) :
        this(transport, SinkQueue(sink, capacity))

    /** One reading of the sink's counters. */
    public val sinkMetrics: SinkMetrics get() = queue.metrics

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse = transport.fetchConfig(request)

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse =
        transport.sendTracking(request).also { queue.offer(request, it) }

    override fun close(): Unit = queue.use { transport.close() }
}

internal const val DEFAULT_CAPACITY = 100
