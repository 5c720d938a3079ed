package com.convert.sdk.test

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.StartMode
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.storage.DataStore
import com.convert.sdk.storage.InMemoryDataStore
import com.convert.sdk.test.internal.MovableTime
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import java.io.IOException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class MovedTimeSpec : StringSpec({
    val project = shop.withVariation("checkout", "one-page")

    suspend fun with(settings: SdkConfig.Builder.() -> Unit, test: suspend (ConvertTest, Core) -> Unit) =
        ConvertTest.builder(project).settings(settings).build().use { test(it, it.start()) }

    "the configuration is refreshed as often as intervals go by" {
        with({
            refresh {
                interval = 5.minutes
                jitter = Duration.ZERO
            }
        }) { convert, core ->
            convert.advanceTime(2.minutes)
            convert.loading.requests shouldBe 1
            convert.advanceTime(3.minutes)
            convert.loading.requests shouldBe 2
            convert.advanceTime(1.hours)
            convert.loading.requests shouldBe 14
            core.metrics.refreshes shouldBe 14
        }
    }

    "what is queued is delivered when the flush interval is over" {
        with({ autoFlushInterval = 10.minutes }) { convert, core ->
            core.createContext("visitor-1").runExperience("checkout")
            convert.advanceTime(4.minutes)
            convert.delivery.requests shouldBe 0
            convert.advanceTime(6.minutes)
            convert.delivery.requests shouldBe 1
        }
    }

    "deliveries that fail are tried again when their pauses are over" {
        with({ autoFlushInterval = 1.minutes }) { convert, core ->
            convert.delivery.failNext(4, 503)
            core.createContext("visitor-1").runExperience("checkout")
            convert.advanceTime(1.hours)
            convert.delivery.requests shouldBe 5
            core.metrics.eventsDelivered shouldBe 1
        }
    }

    "a start in the background is tried again" {
        val convert = ConvertTest.builder(project).settings { start = StartMode.BACKGROUND }.build()
        convert.use {
            convert.loading.fail()
            val core = convert.start()
            convert.advanceTime(10.minutes)
            core.isReady shouldBe false
            convert.loading.recover()
            convert.advanceTime(1.minutes)
            core.isReady shouldBe true
        }
    }

    "what is remembered of a visitor expires" {
        with({ dataStoreTimeToLive = 30.days }) { convert, core ->
            suspend fun visit() = core.createContext("visitor-1").runExperience("checkout")
            visit()
            convert.advanceTime(20.days)
            visit()
            convert.recorded.exposures("checkout") shouldHaveSize 1
            convert.advanceTime(11.days)
            visit()
            convert.recorded.exposures("checkout") shouldHaveSize 2
        }
    }

    "a data store that failed is used again after its rest" {
        val store = BrokenStore()
        with({ dataStore = store }) { convert, core ->
            suspend fun visit() = core.createContext("visitor-1").runExperience("checkout")
            repeat(10) { visit() }
            val calls = store.calls.get()
            visit()
            store.calls.get() shouldBe calls
            convert.advanceTime(5.seconds)
            visit()
            store.calls.get() shouldBe calls + 1
        }
    }

    "a slow service answers when its time has come" {
        ConvertTest(project).use { convert ->
            convert.loading.slow(1.hours)
            coroutineScope {
                val started = async { convert.start() }
                while (convert.loading.requests == 0) kotlinx.coroutines.yield()
                convert.advanceTime(1.hours)
                started.await().isReady shouldBe true
            }
        }
    }

    "listeners have been called when it returns" {
        with({ autoFlushInterval = 10.minutes }) { convert, core ->
            val released = AtomicInteger()
            core.on<LifecycleEvent.ApiQueueReleased> { released.incrementAndGet() }
            core.createContext("visitor-1").runExperience("checkout")
            convert.advanceTime(10.minutes)
            released.get() shouldBe 1
        }
    }

    "time goes on by itself after it was moved" {
        with({ autoFlushInterval = 20.milliseconds }) { convert, core ->
            convert.advanceTime(1.hours)
            core.createContext("visitor-1").runExperience("checkout")
            while (convert.delivery.requests == 0) Thread.onSpinWait()
        }
    }

    "a move by nothing, back or without end is refused" {
        ConvertTest(project).use { convert ->
            for (by in listOf(Duration.ZERO, -1.seconds, Duration.INFINITE)) {
                shouldThrow<IllegalArgumentException> { convert.advanceTime(by) }.message shouldContain "$by"
            }
        }
    }

    "work that does not end is told, not waited for without end" {
        val time = MovableTime(longestWork = 1.milliseconds)
        val end = CountDownLatch(1)
        time.execute { end.await() }
        shouldThrow<IllegalStateException> { time.advance(5.minutes) }.message shouldBe
            "time was to be moved on by 5m, but something still runs after 1ms"
        end.countDown()
    }
})

/** Fails whatever it is asked. */
private class BrokenStore(private val inside: DataStore = InMemoryDataStore()) : DataStore by inside {
    val calls = AtomicInteger()

    override suspend fun get(key: String): Any? = fail()

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) = fail()

    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean = fail()

    private fun fail(): Nothing {
        calls.incrementAndGet()
        throw IOException("the store is down")
    }
}
