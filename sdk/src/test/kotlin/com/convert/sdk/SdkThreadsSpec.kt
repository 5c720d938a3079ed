package com.convert.sdk

import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.fixture.FAULT_PROJECT
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.useBalanced
import com.convert.sdk.internal.runtime.SdkThreads
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Whatever an application does to its threads, and throws at the SDK, delivery and closing go on. */
@Tags("slow")
class SdkThreadsSpec : StringSpec({
    "instances that all workers of Dispatchers.Default close at once are closed, with everything delivered" {
        val service = SlowService()
        val cores = List(WORKERS) { exposed(service) }
        val together = CyclicBarrier(WORKERS)
        val closed = CountDownLatch(WORKERS)
        cores.forEach { core ->
            CoroutineScope(Dispatchers.Default).launch {
                together.await()
                core.close()
                closed.countDown()
            }
        }
        closed.await(20, TimeUnit.SECONDS) shouldBe true
        service.taken.get() shouldBe WORKERS
    }

    "with all workers of Dispatchers.Default blocked, events are delivered and flush and close return" {
        val service = SlowService()
        val core = exposed(service)
        whileDefaultIsBlocked {
            runBlocking { core.flush() }
            service.taken.get() shouldBe 1
            core.close()
        }
    }

    "closing on an interrupted thread delivers, and leaves the thread interrupted" {
        val service = SlowService()
        val core = exposed(service)
        var isInterrupted = false
        thread {
            Thread.currentThread().interrupt()
            core.close()
            isInterrupted = Thread.interrupted()
        }.join(20_000)
        service.taken.get() shouldBe 1
        isInterrupted shouldBe true
    }

    "closing from a listener returns" {
        val core = exposed(SlowService())
        val closed = CountDownLatch(1)
        core.on<LifecycleEvent> {
            core.close()
            closed.countDown()
        }
        closed.await(20, TimeUnit.SECONDS) shouldBe true
    }

    "after the last close no thread of the SDK is left" {
        val cores = List(3) { exposed(SlowService()) }
        cores.forEach { it.close() }
        eventually(20.seconds) { sdkThreads() shouldBe emptyList() }
    }

    "an Error of a listener is counted, and it gets the next event" {
        val core = Core(SdkConfig { data(FAULT_PROJECT) }, SlowService())
        val seen = AtomicInteger()
        core.on<LifecycleEvent> { if (seen.incrementAndGet() == 1) throw AssertionError("of the application") }
        core.useBalanced {
            it.initialize()
            repeat(5) { visitor -> core.createContext("v$visitor").runExperience("exp-e1") }
        }
        // Ready, five exposures, and the release at the end.
        seen.get() shouldBe 7
        core.metrics.listenerErrors shouldBe 1
    }

    "an Error of a data store is a store error, and the visitor gets a variation" {
        val config = SdkConfig {
            data(FAULT_PROJECT)
            dataStore = BadStore { throw NoClassDefFoundError("com/example/Missing") }
        }
        Core(config, SlowService()).useBalanced { core ->
            core.initialize()
            core.createContext("v").runExperience("exp-e1").shouldNotBeNull()
            core.metrics.storeErrors shouldBeGreaterThan 0
        }
    }

    listOf(NoClassDefFoundError("com/example/Missing"), StackOverflowError(), NotImplementedError()).forEach { error ->
        "a ${error.javaClass.simpleName} of a transport while loading is told as a failure to load" {
            Core(SdkConfig { sdkKey = "1001/2002" }, BrokenTransport(error)).useBalanced { core ->
                val failure = runCatching { core.initialize() }.exceptionOrNull()
                (failure as ConvertSdkException).code shouldBe "config_load_failed"
            }
        }
    }

    "a transport that blocks its threads keeps no other instance waiting, and its own closes in time" {
        val release = CountDownLatch(1)
        val blocked = List(LOOPS + 1) { exposed(BlockedTransport(release)) }
        blocked.forEach { core -> thread(isDaemon = true) { runBlocking { runCatching { core.flush() } } } }
        val service = SlowService()
        exposed(service).useBalanced { core -> core.flush() }
        service.taken.get() shouldBe 1
        val closed = CountDownLatch(blocked.size)
        blocked.forEach { core -> thread { core.close().also { closed.countDown() } } }
        closed.await(20, TimeUnit.SECONDS) shouldBe true
        release.countDown()
    }

    "a transport that never ends its own closing does not keep the instance from closing" {
        val release = CountDownLatch(1)
        val core = exposed(object : Transport by SlowService() {
            override fun close() = release.await()
        })
        val closed = CountDownLatch(1)
        thread { core.close().also { closed.countDown() } }
        closed.await(20, TimeUnit.SECONDS) shouldBe true
        release.countDown()
    }

    "a transport that throws while closing costs a log line" {
        val service = SlowService()
        val core = exposed(object : Transport by service {
            override fun close() = throw LinkageError("of the application")
        })
        core.shutdown().eventsLeft shouldBe 0
        service.taken.get() shouldBe 1
        eventually(20.seconds) { sdkThreads() shouldBe emptyList() }
    }

    "what is handed to the threads of an instance after the last one was closed still runs" {
        val lease = SdkThreads.lease().also { it.close() }
        val late = CountDownLatch(3)
        lease.dispatcher.asExecutor().execute(late::countDown)
        lease.blocking.asExecutor().execute(late::countDown)
        lease.callbacks.execute(late::countDown)
        late.await(20, TimeUnit.SECONDS) shouldBe true
    }
})

private val WORKERS = maxOf(2, Runtime.getRuntime().availableProcessors())

private suspend fun exposed(service: Transport): Core {
    val core = Core(SdkConfig { data(FAULT_PROJECT) }, service).initialize()
    core.createContext("visitor").runExperience("exp-e1").shouldNotBeNull()
    return core
}

private fun whileDefaultIsBlocked(action: () -> Unit) {
    val blocked = CountDownLatch(WORKERS)
    val release = CountDownLatch(1)
    repeat(WORKERS) {
        CoroutineScope(Dispatchers.Default).launch {
            blocked.countDown()
            release.await()
        }
    }
    val done = CountDownLatch(1)
    thread(isDaemon = true) {
        blocked.await()
        action()
        done.countDown()
    }
    val isDone = done.await(20, TimeUnit.SECONDS)
    release.countDown()
    isDone shouldBe true
}

private fun sdkThreads(): List<String> =
    Thread.getAllStackTraces().keys.map { it.name }.filter { it.startsWith("convert-sdk-") }

private class SlowService : Transport {
    val taken = AtomicInteger()

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        delay(200.milliseconds)
        taken.addAndGet(request.eventCount)
        return TrackingResponse(200, null)
    }

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse = throw AssertionError("not asked for")

    override fun close() = Unit
}

private class BrokenTransport(private val error: Error) : RecordingTransport() {
    override suspend fun sendTracking(request: TrackingRequest) = throw error

    override suspend fun fetchConfig(request: ConfigRequest) = throw error
}

/** Does not suspend, but waits. */
private class BlockedTransport(private val release: CountDownLatch) : RecordingTransport() {
    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse {
        release.await()
        return TrackingResponse(200, null)
    }
}

/** Threads that the SDK's loops share. */
private const val LOOPS = 4
