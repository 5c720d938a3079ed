package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.DurableQueueConfig
import com.convert.sdk.fixture.ScriptedTransport
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.tracking.MemoryQueue
import com.convert.sdk.internal.tracking.OfferOutcome
import com.convert.sdk.internal.tracking.ProjectIdentity
import com.convert.sdk.internal.tracking.TrackingClock
import com.convert.sdk.internal.tracking.TrackingDependencies
import com.convert.sdk.internal.tracking.TrackingPipeline
import com.convert.sdk.internal.tracking.TrackingSettings
import com.convert.sdk.internal.tracking.exposure
import com.convert.sdk.internal.tracking.visitorIds
import com.convert.sdk.transport.TrackingResponse
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.slf4j.helpers.NOPLogger
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import kotlin.io.path.Path
import kotlin.time.Duration.Companion.milliseconds

/**
 * A process under load on the journal `args[0]` that goes on until it is killed. It prints `A id` when an offer has
 * returned, and `D id` before the service says that it has taken an event, which it does two times out of three.
 */
internal object JournalLoad {
    @JvmStatic
    fun main(args: Array<String>): Unit = runBlocking {
        val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
        val queue = DurableQueue(config(Path(args[0])), MemoryQueue(CAPACITY), scope, NOPLogger.NOP_LOGGER)
        queue.open()
        val pipeline = pipeline(scope, queue)
        println("ready")
        repeat(PRODUCERS) { producer ->
            scope.launch {
                var number = 0
                while (true) {
                    val id = "${args[1]}-$producer-${number++}"
                    if (pipeline.offer(exposure(id)) == OfferOutcome.QUEUED) say("A $id") else delay(1.milliseconds)
                }
            }
        }
        delay(60_000.milliseconds)
    }

    private fun pipeline(scope: CoroutineScope, queue: DurableQueue): TrackingPipeline {
        val requests = AtomicInteger()
        val transport = ScriptedTransport(keep = false)
        transport.tracking.always { request ->
            delay(2.milliseconds)
            if (requests.incrementAndGet() % 3 == 0) {
                TrackingResponse(503, "0")
            } else {
                say(request.visitorIds().joinToString("\n") { "D $it" })
                TrackingResponse(200, null)
            }
        }
        val project = ProjectIdentity("1", "2")
        return TrackingPipeline(
            scope,
            TrackingSettings("key", batchSize = 20, null, CAPACITY, source = "js-sdk", enrichData = true),
            TrackingDependencies(transport, Counters(), Logs(NOPLogger.NOP_LOGGER), { project }) { },
            // Without any wait between attempts.
            TrackingClock(random = { 0.0 }),
            queue,
        )
    }

    @Synchronized
    private fun say(text: String) {
        System.out.write((text + "\n").toByteArray())
        System.out.flush()
    }

    fun config(path: Path) = DurableQueueConfig.Builder(path).build()

    const val CAPACITY = 100_000
    private const val PRODUCERS = 8
}

/** A process that holds the journal `args[0]` until it is killed. */
internal object JournalHolder {
    @JvmStatic
    fun main(args: Array<String>): Unit = runBlocking {
        val scope = CoroutineScope(SupervisorJob())
        DurableQueue(JournalLoad.config(Path(args[0])), MemoryQueue(1), scope, NOPLogger.NOP_LOGGER).open()
        println("holding")
        delay(60_000.milliseconds)
    }
}
