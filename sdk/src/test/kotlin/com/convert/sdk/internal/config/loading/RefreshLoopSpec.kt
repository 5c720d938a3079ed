package com.convert.sdk.internal.config.loading

import com.convert.sdk.RefreshConfig
import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.transport.ConfigResponse
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.doubles.shouldBeBetween
import io.kotest.matchers.ranges.shouldBeIn
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import java.nio.file.Files
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.DurationUnit

private val everyMinute = refreshing {
    interval = 1.minutes
    jitter = 10.seconds
    backoffFactor = 3.0
    backoffMax = 20.minutes
}

private val withoutJitter = refreshing {
    interval = 1.minutes
    jitter = Duration.ZERO
}

class RefreshLoopSpec : StringSpec({
    "over a week with outages, each wait is what the settings say, and there always is a next one" {
        runTest {
            val rig = LoadRig(this, everyMinute, random = Random(7))
            val outages = listOf(1.hours..1.hours + 4.minutes, 1.days..1.days + 9.hours, 4.days..6.days)
            val failed = ArrayList<Boolean>()
            rig.transport.always {
                val isOut = outages.any { rig.transport.times.last() in it }
                failed.add(isOut)
                if (isOut) throw unavailable() else ConfigResponse.Loaded(configText(), null)
            }
            rig.lifecycle.initialize()
            rig.pass(7.days)
            val jitters = jitters(rig.transport.times, failed)
            jitters.filterIndexed { index, _ -> !failed[index] }.average().shouldBeBetween(4.8, 5.2, 0.0)
            jitters.filterIndexed { index, _ -> failed[index] }.average().shouldBeBetween(4.0, 6.0, 0.0)
            7.days - rig.transport.times.last() shouldBeIn Duration.ZERO..70.seconds
            rig.counters.refreshFailures.sum() shouldBe failed.count { it }
            rig.log.warnings shouldHaveSize outages.size
            rig.log.lines shouldHaveSize 2 * outages.size
        }
    }

    "what is new replaces the configuration and is announced" {
        runTest {
            val rig = LoadRig(this, withoutJitter)
            rig.transport.thenConfig(configText("a")).thenConfig(configText("b"))
            rig.lifecycle.initialize()
            rig.pass(1.minutes)
            rig.mark shouldBe "b"
            rig.events shouldContainExactly listOf(LifecycleEvent.Ready(false), LifecycleEvent.ConfigUpdated)
            rig.counters.refreshes.sum() shouldBe 2
            rig.verify()
        }
    }

    "what only is written in another order is not announced" {
        runTest {
            val rig = LoadRig(this, withoutJitter)
            rig.transport.thenConfig(configText("a"))
                .thenConfig("""{"mark":"a", "experiences":[], "project":{"id":"2"}, "account_id":"1"}""")
            rig.lifecycle.initialize()
            rig.pass(1.minutes)
            rig.events shouldContainExactly listOf(LifecycleEvent.Ready(false))
            rig.verify()
        }
    }

    "nothing changed is a success that replaces nothing" {
        runTest {
            val rig = LoadRig(this, withoutJitter)
            rig.transport.thenConfig(configText("a"), etag = "1").then { ConfigResponse.NotModified }
            rig.lifecycle.initialize()
            val before = rig.lifecycle.snapshot
            rig.pass(1.minutes)
            rig.lifecycle.snapshot shouldBeSameInstanceAs before
            rig.counters.refreshes.sum() shouldBe 2
            rig.counters.refreshFailures.sum() shouldBe 0
            rig.events shouldHaveSize 1
            rig.verify()
        }
    }

    "each request names the mark of the configuration that is in use" {
        runTest {
            val rig = LoadRig(this, withoutJitter)
            rig.transport.thenConfig(configText("a"), "1")
                .thenConfig("rubbish", "2")
                .thenConfig(configText("b"), "3")
                .thenThrow(::unavailable)
                .thenConfig(configText("c"))
                .thenConfig(configText("d"))
            rig.lifecycle.initialize()
            rig.pass(7.minutes)
            rig.mark shouldBe "d"
            rig.transport.requests.map { it.etag } shouldContainExactly listOf(null, "1", "1", "3", "3", null)
        }
    }

    "an outage is one warning when it starts and one line when it is over, without a secret" {
        runTest {
            val rig = LoadRig(this, withoutJitter)
            rig.transport.thenConfig(configText("a"))
            repeat(5) { rig.transport.thenThrow { ConfigLoadException("at config/key?debug_token=t", "x", 500) } }
            rig.transport.thenConfig(configText("a"))
            rig.lifecycle.initialize()
            rig.pass(35.minutes)
            rig.log.lines shouldHaveSize 2
            rig.log.warnings.single() shouldBe "WARN configuration loading failed: the service answered 500; " +
                "keeping the previous configuration; will retry"
            rig.log.lines.last() shouldContain "5 failed attempts"
            rig.log.lines.forEach { it shouldNotContain "debug_token" }
            rig.counters.refreshFailures.sum() shouldBe 5
            rig.verify()
        }
    }

    "even an error of the virtual machine does not end the loop" {
        runTest {
            val rig = LoadRig(this, withoutJitter)
            rig.transport.thenConfig(configText("a"))
                .thenThrow { OutOfMemoryError() }
                .thenThrow { IllegalStateException() }
                .thenConfig(configText("b"))
            rig.lifecycle.initialize()
            rig.pass(7.minutes)
            rig.mark shouldBe "b"
            rig.counters.refreshFailures.sum() shouldBe 2
            rig.log.warnings.single() shouldContain "OutOfMemoryError"
            rig.verify()
        }
    }

    "a refresh that is asked for joins the one under way" {
        runTest {
            val rig = LoadRig(this, withoutJitter)
            rig.transport.thenConfig(configText("a")).then {
                delay(5.seconds)
                ConfigResponse.Loaded(configText("b"), null)
            }
            rig.lifecycle.initialize()
            rig.pass(61.seconds)
            val calls = List(3) { async { rig.lifecycle.refreshNow() } }
            calls.forEach { it.await() }
            rig.mark shouldBe "b"
            rig.verify()
        }
    }

    "a refresh that is asked for and fails says so, and the configuration of before stays" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.thenConfig(configText("a")).thenThrow(::unavailable).thenConfig(configText("b"))
            rig.lifecycle.initialize()
            shouldThrow<ConfigLoadException> { rig.lifecycle.refreshNow() }.statusCode shouldBe 503
            rig.mark shouldBe "a"
            rig.lifecycle.refreshNow()
            rig.mark shouldBe "b"
            rig.verify()
        }
    }

    "a refresh before there is a configuration is a mistake of the caller" {
        runTest {
            val rig = LoadRig(this)
            shouldThrow<IllegalStateException> { rig.lifecycle.refreshNow() }.message shouldContain "initialize"
        }
    }

    "whoever asks for a refresh and is cancelled does not take it from the loop" {
        runTest {
            val rig = LoadRig(this, withoutJitter)
            rig.transport.thenConfig(configText("a")).then {
                delay(5.seconds)
                ConfigResponse.Loaded(configText("b"), null)
            }
            rig.lifecycle.initialize()
            rig.pass(61.seconds)
            launch { rig.lifecycle.refreshNow() }.also { rig.settle() }.cancelAndJoin()
            rig.pass(10.seconds)
            rig.mark shouldBe "b"
            rig.verify()
        }
    }

    "after closing nothing is asked for" {
        runTest {
            val rig = LoadRig(this, withoutJitter)
            rig.transport.thenConfig(configText("a"))
            rig.lifecycle.initialize()
            rig.lifecycle.close()
            rig.pass(1.days)
            rig.verify()
        }
    }

    "closing ends a refresh that is under way, and tells who waits for it" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.thenConfig(configText("a")).then { CompletableDeferred<ConfigResponse>().await() }
            rig.lifecycle.initialize()
            supervisorScope {
                val call = async { rig.lifecycle.refreshNow() }
                rig.settle()
                rig.lifecycle.close()
                shouldThrow<IllegalStateException> { call.await() }.message shouldContain "closed"
            }
            rig.verify()
        }
    }

    "only changed configurations are written to the cache" {
        val file = tempdir().toPath().resolve("config")
        runTest {
            val rig = LoadRig(this, withoutJitter, file)
            rig.transport.thenConfig(configText("a"), "1").then { ConfigResponse.NotModified }
                .thenConfig(configText("b"), "2").thenThrow(::unavailable)
            rig.lifecycle.initialize()
            Files.readString(file) shouldContain configText("a")
            Files.writeString(file, "touched")
            rig.pass(1.minutes)
            Files.readString(file) shouldBe "touched"
            rig.pass(1.minutes)
            Files.readString(file) shouldContain configText("b")
            rig.pass(1.minutes)
            Files.readString(file) shouldContain configText("b")
            rig.verify()
        }
    }

    "a cache that cannot be written harms neither start nor refresh" {
        val folder = tempdir().toPath().resolve("gone")
        runTest {
            val rig = LoadRig(this, withoutJitter, folder.resolve("config"))
            rig.transport.thenConfig(configText("a")).thenConfig(configText("b"))
            rig.lifecycle.initialize()
            rig.pass(1.minutes)
            rig.mark shouldBe "b"
            rig.log.lines.single() shouldContain "WARN configuration cache failed: not written"
            rig.verify()
        }
    }
})

private fun refreshing(configure: RefreshConfig.Builder.() -> Unit) = RefreshConfig.Builder().apply(configure).build()

/** What was added to each wait, in seconds; all waits are as [everyMinute] has them. */
private fun jitters(times: List<Duration>, failed: List<Boolean>): List<Double> {
    var inARow = 0
    return times.zipWithNext().mapIndexed { index, (one, next) ->
        inARow = if (failed[index]) inARow + 1 else 0
        val least = listOf(1.minutes, 3.minutes, 9.minutes).getOrElse(inARow) { 20.minutes }
        val jitter = next - one - least
        withClue("request $index, failures $inARow") { jitter shouldBeIn Duration.ZERO..10.seconds }
        jitter.toDouble(DurationUnit.SECONDS)
    }
}
