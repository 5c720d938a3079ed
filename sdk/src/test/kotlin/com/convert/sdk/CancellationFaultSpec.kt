package com.convert.sdk

import com.convert.sdk.fixture.FAULT_PROJECT
import com.convert.sdk.fixture.FaultBench
import com.convert.sdk.fixture.ReceivedRequest
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.fault
import com.convert.sdk.storage.DataStore
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.withTimeout
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.coroutines.Continuation
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** Callers who go away in the middle of a call, in the manner of [FaultSuiteSpec]. */
@Tags("slow")
class CancellationFaultSpec : StringSpec({
    "the caller is cancelled at every step of every function of a context" {
        (calls.keys + "setPreview") shouldBe suspending(Context::class.java)
        val store = GatedStore()
        fault("11 caller cancelled in every suspend function of Context", configure = { slow(store) }) {
            core.initialize()
            for ((name, call) in calls) {
                var step = 1
                while (isCancelledAt(step, store, name, call)) step++
            }
            deliver()
            taken.size shouldBe offered.size
        }
    }

    "the caller is cancelled in every function of an instance" {
        suspending(Core::class.java) shouldBe setOf("initialize", "refreshNow", "flush", "shutdown")
        fault("11 caller cancelled in every suspend function of Core") {
            heldByTheCdn { core.initialize() }
            core.initialize()
            heldByTheCdn { core.refreshNow() }
            core.refreshNow()
            val context = core.createContext("previewed")
            heldByTheCdn { context.setPreview("draft", "v") }
            context.setPreview("draft", "v") shouldBe false
            offer(5)
            heldByTheService { core.flush() }
            awaitDelivery()
            offer(5)
            heldByTheService { core.shutdown() }
            core.shutdown() shouldBe ShutdownResult(0)
        }
    }
})

private val tracking = setOf("runExperience", "runExperiences", "runFeature", "runFeatures", "trackConversion")

/** All that may wait for the data store; the preview waits for the CDN instead. */
private val calls = mapOf<String, suspend Context.() -> Unit>(
    "runExperience" to { runExperience("exp-e1") },
    "runExperiences" to { runExperiences() },
    "runFeature" to { runFeature("feature") },
    "runFeatures" to { runFeatures() },
    "trackConversion" to { trackConversion("goal") },
    "setAttributes" to { setAttributes(mapOf("plan" to "gold")) },
    "setSegments" to { setSegments(mapOf("country" to "DE")) },
    "runCustomSegments" to { runCustomSegments(listOf("seg-segment")) },
    "state" to { state() },
    "diagnoseExperience" to { diagnoseExperience("exp-e1") },
    "diagnoseFeature" to { diagnoseFeature("feature") },
)

private fun suspending(type: Class<*>): Set<String> = type.methods
    .filter { it.parameterTypes.lastOrNull() == Continuation::class.java }
    .map { it.name }
    .toSet()

private fun SdkConfig.Builder.slow(store: DataStore) {
    dataStore = store
    dataStoreTimeout = 30.seconds
}

/** Whether there was such a [step]. Called again, the function does what is left, and no event comes twice. */
private suspend fun FaultBench.isCancelledAt(
    step: Int,
    store: GatedStore,
    name: String,
    call: suspend Context.() -> Unit,
): Boolean = coroutineScope {
    val visitor = newVisitor()
    if (name in tracking) offered += visitor
    val gate = store.shutAt(step)
    val caller = launch { core.createContext(visitor).call() }
    val isReached = select {
        gate.reached.onAwait { true }
        caller.onJoin { false }
    }
    caller.cancel()
    // What has begun to be recorded is recorded to its end; before that, nobody is kept.
    if (step == 1 && isReached) caller.joinSoon()
    gate.open.complete(Unit)
    caller.joinSoon()
    core.createContext(visitor).call()
    isReached
}

private suspend fun Job.joinSoon() = withTimeout(10.seconds) { join() }

private suspend fun FaultBench.heldByTheCdn(call: suspend () -> Unit) {
    val healthy = cdn.script
    held({ cdn.script = it }, { Reply.json(FAULT_PROJECT) }, call)
    cdn.script = healthy
}

private suspend fun FaultBench.heldByTheService(call: suspend () -> Unit) =
    held({ metrics.script = it }, ::take, call)

/** Cancels [call] while the server holds its answer back. */
private suspend fun held(
    install: ((ReceivedRequest) -> Reply) -> Unit,
    answer: (ReceivedRequest) -> Reply,
    call: suspend () -> Unit,
) = coroutineScope {
    val reached = CompletableDeferred<Unit>()
    val open = CountDownLatch(1)
    install { request ->
        reached.complete(Unit)
        open.await(60, TimeUnit.SECONDS)
        answer(request)
    }
    val caller = launch { call() }
    withTimeout(30.seconds) {
        reached.await()
        caller.cancelAndJoin()
    }
    open.countDown()
}

/** Stops at the step it is told to, until the gate is opened. */
private class GatedStore(private val memory: DataStore = InMemoryDataStore()) : DataStore by memory {
    @Volatile
    private var gate = Gate(0)

    fun shutAt(step: Int): Gate = Gate(step).also { gate = it }

    override suspend fun get(key: String): Any? = gate.pass().let { memory.get(key) }

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) =
        gate.pass().let { memory.set(key, value, timeToLive) }

    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean =
        gate.pass().let { memory.putIfAbsent(key, value, timeToLive) }

    class Gate(private val step: Int) {
        private val steps = AtomicInteger()
        val reached = CompletableDeferred<Unit>()
        val open = CompletableDeferred<Unit>()

        suspend fun pass() {
            if (steps.incrementAndGet() != step) return
            reached.complete(Unit)
            open.await()
        }
    }
}
