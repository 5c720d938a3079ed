package com.convert.sdk.internal.tracking

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.event.ReleaseReason
import com.convert.sdk.fixture.ScriptedTransport
import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.transport.TrackingResponse
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.slf4j.Logger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

@Tags("slow")
class ShutdownFlushSpec : StringSpec({
    "it delivers what is queued, as a release at exit, and goes on accepting" {
        val now = Now()
        now.transport.thenStatus(200, 200)
        now.pipeline.offer(exposure("a"))
        now.hook(5.seconds).run()
        now.events.map { it.reason } shouldContainExactly listOf(ReleaseReason.AT_EXIT)
        now.pipeline.offer(exposure("b")) shouldBe OfferOutcome.QUEUED
        now.pipeline.close(5.seconds) shouldBe 0
    }

    "with nothing queued it asks nobody" {
        val now = Now()
        now.hook(5.seconds).run()
        now.transport.requests.shouldBeEmpty()
    }

    "it gives up when its time is over, and says what was left" {
        val now = Now()
        now.transport.always { CompletableDeferred<TrackingResponse>().await() }
        now.pipeline.offer(exposure("a"))
        val begun = TimeSource.Monotonic.markNow()
        now.hook(50.milliseconds).run()
        begun.elapsedNow() shouldBeLessThan 5.seconds
        now.log.warnings.single() shouldContain "1 tracking events"
    }

    "a scope that has ended makes it no trouble" {
        val now = Now()
        now.pipeline.offer(exposure("a"))
        now.scope.cancel()
        now.hook(5.seconds).run()
        now.log.warnings.single() shouldContain "1 tracking events"
    }

    "taken back, it is run no more, and taking it back twice is no trouble" {
        val hook = Now().hook(5.seconds)
        hook.register()
        hook.close()
        hook.close()
        hook.register()
        hook.close()
    }

    "a JVM that ends delivers what is queued and then does end" {
        for (way in listOf("return", "exit")) {
            ChildJvm(EndingProcess::class.java.name, way).use { child ->
                child.await() shouldContain "delivered a"
                child.exitCode shouldBe 0
            }
        }
    }
})

/** A pipeline in real time. */
private class Now {
    val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val service = ScriptedTransport()
    val transport = service.tracking
    val log = RecordingLogger()
    val events = ArrayList<LifecycleEvent.ApiQueueReleased>()
    val pipeline = pipelineOf(scope, service, log) { events.add(it) }

    fun hook(timeout: Duration) = ShutdownFlush(pipeline, scope, timeout, Logs(log))
}

private fun pipelineOf(
    scope: CoroutineScope,
    transport: ScriptedTransport,
    log: Logger,
    emit: (LifecycleEvent.ApiQueueReleased) -> Unit,
) = TrackingPipeline(
    scope,
    TrackingSettings("key", 10, null, 100, "js-sdk", enrichData = true),
    TrackingDependencies(transport, Counters(), Logs(log), { ProjectIdentity("1", "2") }) {
        emit(it as LifecycleEvent.ApiQueueReleased)
    },
)

/** A process that queues one event and ends. */
internal object EndingProcess {
    @JvmStatic
    fun main(args: Array<String>) {
        val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
        val transport = ScriptedTransport()
        transport.tracking.always { request ->
            println("delivered ${request.visitorIds().single()}")
            TrackingResponse(200, null)
        }
        val log = RecordingLogger()
        val pipeline = pipelineOf(scope, transport, log) { }
        ShutdownFlush(pipeline, scope, 5.seconds, Logs(log)).register()
        runBlocking { pipeline.offer(exposure("a")) }
        if (args.single() == "exit") System.exit(0)
    }
}
