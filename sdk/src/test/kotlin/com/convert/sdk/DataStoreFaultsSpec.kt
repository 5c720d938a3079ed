package com.convert.sdk

import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.withCore
import com.convert.sdk.result.ConversionStatus
import com.convert.sdk.storage.DataStore
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.mockk.coEvery
import io.mockk.coVerify
import io.mockk.mockk
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

private val data = project(experience("1") + "," + experience("2"), others = """"goals":[{"id":"51","key":"buy"}]""")

@Tags("slow")
class DataStoreFaultsSpec : StringSpec({
    "a store that throws costs its content, not the decision, and events are still sent once" {
        val broken = mockk<DataStore>()
        coEvery { broken.get(any()) } throws IllegalStateException("secret")
        coEvery { broken.set(any(), any(), any()) } throws IllegalStateException("secret")
        coEvery { broken.putIfAbsent(any(), any(), any()) } throws IllegalStateException("secret")
        withCore(data, { dataStore = broken }) { core ->
            repeat(3) {
                val context = core.createContext("visitor")
                context.runExperience("exp-1").shouldNotBeNull()
                context.trackConversion("buy")
            }
            core.metrics.eventsQueued shouldBe 2
            core.metrics.run { storeErrors + storeCallsSkipped } shouldBeGreaterThan 5
            core.metrics.storeBreaker shouldBe BreakerState.OPEN
        }
        // What could not be read is not overwritten with less.
        coVerify(exactly = 0) { broken.set(any(), any(), any()) }
    }

    "a store that hangs is waited for no longer than set" {
        val hanging = mockk<DataStore>()
        coEvery { hanging.get(any()) } coAnswers { awaitCancellation() }
        coEvery { hanging.putIfAbsent(any(), any(), any()) } coAnswers { awaitCancellation() }
        withCore(data, {
            dataStore = hanging
            dataStoreTimeout = 5.milliseconds
        }) { core ->
            core.createContext("visitor").runExperience("exp-1").shouldNotBeNull()
            core.metrics.eventsQueued shouldBe 1
        }
    }

    "a store that gives rubbish counts as one that knows nothing" {
        val rubbish = mockk<DataStore>(relaxUnitFun = true)
        coEvery { rubbish.get(any()) } returns listOf("rubbish")
        coEvery { rubbish.putIfAbsent(any(), any(), any()) } returns true
        withCore(data, { dataStore = rubbish }) { core ->
            core.createContext("visitor").runExperience("exp-1")!!.variationId shouldBe "v-1"
            core.metrics.storeErrors shouldBeGreaterThan 0
        }
    }

    "two contexts of a visitor do not overwrite each other's decisions" {
        val store = object : DataStore by InMemoryDataStore() {}
        withCore(data, { dataStore = store }) { core ->
            val one = core.createContext("visitor").also { it.state() }
            val other = core.createContext("visitor").also { it.state() }
            one.runExperience("exp-1")
            other.runExperience("exp-2")
            core.createContext("visitor").state().bucketing shouldBe mapOf("1" to "v-1", "2" to "v-2")
        }
    }

    "a caller that is cancelled between mark and event loses neither" {
        val reached = CompletableDeferred<Unit>()
        val proceed = CompletableDeferred<Unit>()
        val slow = object : DataStore by InMemoryDataStore() {
            override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean {
                reached.complete(Unit)
                proceed.await()
                return true
            }
        }
        withCore(data, { dataStore = slow }) { core ->
            coroutineScope {
                val caller = launch { core.createContext("visitor").trackConversion("buy") }
                reached.await()
                launch { caller.cancelAndJoin() }
                proceed.complete(Unit)
            }
            core.metrics.eventsQueued shouldBe 1
        }
    }

    "two instances on one store report a visitor once" {
        val store = object : DataStore by InMemoryDataStore() {}
        val statuses = List(2) {
            withCore(data, { dataStore = store }) { it.createContext("visitor").trackConversion("buy").status }
        }
        statuses shouldBe listOf(ConversionStatus.QUEUED, ConversionStatus.DEDUPLICATED)
    }
})
