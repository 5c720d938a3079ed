package com.convert.sdk

import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.fixture.FAULT_PROJECT
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import com.convert.sdk.transport.Transport
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
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
        core.use {
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
        Core(config, SlowService()).use { core ->
            core.initialize()
            core.createContext("v").runExperience("exp-e1").shouldNotBeNull()
            core.metrics.storeErrors shouldBeGreaterThan 0
        }
    }

    "an Error of a transport while loading is told as a failure to load" {
        val core = Core(SdkConfig { sdkKey = "1001/2002" }, BrokenTransport)
        core.use {
            val failure = runCatching { core.initialize() }.exceptionOrNull()
            (failure as ConvertSdkException).code shouldBe "config_load_failed"
        }
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

private object BrokenTransport : Transport {
    override suspend fun sendTracking(request: TrackingRequest) = throw NoClassDefFoundError("com/example/Missing")

    override suspend fun fetchConfig(request: ConfigRequest) = throw NoClassDefFoundError("com/example/Missing")

    override fun close() = Unit
}
