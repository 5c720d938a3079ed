package com.convert.sdk.internal.visitor

import com.convert.sdk.internal.runtime.Counters
import com.convert.sdk.internal.runtime.Logs
import com.convert.sdk.internal.tracking.RecordingLogger
import com.convert.sdk.internal.visitor.state.VisitorState
import com.convert.sdk.storage.DataStore
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import kotlinx.coroutines.withContext
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

private val TIMEOUT = 200.milliseconds
private val crowds = listOf(1, 64, 640, 2_000)

private val broken = mapOf<String, suspend (String) -> Unit>(
    "never answers" to { awaitCancellation() },
    "throws" to { error("secret") },
    "throws an Error" to { throw NoClassDefFoundError("secret") },
    "cancels itself" to { throw CancellationException("secret") },
)

/** A store in every bad state, under a crowd of visitors at once, in virtual time. */
@Tags("slow")
class StoreSuiteSpec : FunSpec({
    for (visitors in crowds) {
        for ((what, act) in broken) {
            test("a store that $what costs $visitors at once one time-out each, and nothing once it is left alone") {
                runTest {
                    val rig = StoreRig(this, act)
                    // Five failures in a row, whoever has them.
                    repeat(if (visitors == 1) 5 else 1) { rig.longestWait(visitors) shouldBeLessThanOrEqualTo TIMEOUT }
                    rig.longestWait(visitors) shouldBe Duration.ZERO
                    rig.counters.storeErrors.sum() shouldBeLessThanOrEqualTo visitors + 5L
                    rig.logger.warnings shouldHaveSize 2
                    rig.logger.lines.joinToString() shouldNotContain "secret"
                }
            }
        }

        test("a store that takes 50 ms is waited for by $visitors at once, and has all of them in the end") {
            runTest {
                val rig = StoreRig(this) { delay(50) }
                rig.longestWait(visitors) shouldBeLessThanOrEqualTo 150.milliseconds
                rig.counters.storeErrors.sum() shouldBe 0
                rig.stored("visitor ${visitors - 1}") shouldBe mapOf("1" to "2")
            }
        }

        test("a store that heals is found again by $visitors at once") {
            runTest {
                var isHealed = false
                val rig = StoreRig(this) { if (!isHealed) awaitCancellation() }
                repeat(6) { rig.longestWait(visitors) }
                isHealed = true
                rig.longestWait(visitors) shouldBe Duration.ZERO
                delay(5.seconds)
                // One tries; the others do not wait for it.
                rig.longestWait(visitors)
                rig.longestWait(visitors)
                rig.stored("visitor 0") shouldBe mapOf("1" to "2")
                rig.logger.lines.last() shouldContain "INFO data store recovered"
                rig.logger.lines shouldHaveSize 3
            }
        }
    }

    test("one call waits one time-out in all, however its calls of the store share it") {
        runTest {
            for (each in listOf(40, 60, 150, 250)) {
                val rig = StoreRig(this) { delay(each.milliseconds) }
                rig.call("a", isRefused = true) shouldBeLessThanOrEqualTo TIMEOUT
            }
        }
    }

    test("a visitor's changes wait for each other only, and no longer than a time-out") {
        runTest {
            val hanging = StoreRig(this) { if (it == "set state:[\"slow\"]") awaitCancellation() }
            coroutineScope {
                launch { hanging.call("slow") }
                repeat(100) { other -> launch { hanging.call("quick $other") shouldBe Duration.ZERO } }
                launch { hanging.call("slow") shouldBeLessThanOrEqualTo TIMEOUT }
            }
        }
    }

    test("a caller that gives up is not a failure of the store, and lets the next one try") {
        runTest {
            val rig = StoreRig(this) { awaitCancellation() }
            val impatient = launch { rig.call("a") }
            delay(10)
            impatient.cancel()
            impatient.join()
            rig.counters.storeErrors.sum() shouldBe 0
        }
    }

    test("an answer that comes too late is of no account") {
        runTest {
            val rig = StoreRig(this) {
                withContext(NonCancellable) { delay(10.seconds) }
            }
            rig.call("a") shouldBe TIMEOUT
            delay(20.seconds)
            rig.counters.storeErrors.sum() shouldBe 1
        }
    }

    test("what was not read is not written over") {
        runTest {
            val rig = StoreRig(this) { if (it.startsWith("get")) error("away") }
            rig.call("a")
            rig.stored("a") shouldBe null
        }
    }
})

@OptIn(ExperimentalCoroutinesApi::class)
private class StoreRig(private val test: TestScope, private val act: suspend (String) -> Unit) {
    val counters = Counters()
    val logger = RecordingLogger()
    private val content = InMemoryDataStore()
    private val dispatcher = StandardTestDispatcher(test.testScheduler)
    private val guarded = FailSafeStore(
        store = Acting(),
        timeout = TIMEOUT,
        timeToLive = null,
        calls = TimedCalls(dispatcher, dispatcher),
        counters = counters,
        logs = Logs(logger),
        time = test.testTimeSource,
    )
    private val profiles = StoredProfiles(guarded, InMemoryProfiles(InMemoryDataStore()))

    /** One decision of each visitor, all at once. */
    suspend fun longestWait(visitors: Int): Duration = coroutineScope {
        List(visitors) { async { call("visitor $it") } }.awaitAll().max()
    }

    /** What a decision asks of a store, and how long that took. */
    suspend fun call(visitorId: String, isRefused: Boolean = false): Duration = test.testTimeSource.measureTime {
        val profile = profiles.of(visitorId).forCall()
        profile.state()
        coroutineScope {
            launch { profile.remember(VisitorState.ofBucketing(mapOf("1" to "2"))) }
            launch { profile.markExposure("1") }
        }
        if (isRefused) profile.unmarkExposure("1")
    }

    suspend fun stored(visitorId: String): Any? =
        (content.get("state:[\"$visitorId\"]") as Map<*, *>?)?.get("bucketing")

    private inner class Acting : DataStore {
        override suspend fun get(key: String): Any? = act("get $key").let { content.get(key) }

        override suspend fun set(key: String, value: Any, timeToLive: Duration?) =
            act("set $key").let { content.set(key, value, timeToLive) }

        override suspend fun has(key: String): Boolean = act("has $key").let { content.has(key) }

        override suspend fun delete(key: String) = act("delete $key").let { content.delete(key) }

        override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean =
            act("put $key").let { content.putIfAbsent(key, value, timeToLive) }
    }
}
