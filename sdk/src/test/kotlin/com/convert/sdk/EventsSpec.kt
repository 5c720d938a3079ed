package com.convert.sdk

import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.withCore
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.seconds

private val direct = project(experience("1"), others = """"goals":[{"id":"51","key":"buy"}]""")

class EventsSpec : StringSpec({
    "who listens late still learns that the instance is ready, once and first" {
        withCore(direct) { core ->
            coroutineScope {
                val seen = async { core.events.take(3).toList() }
                val listening = CompletableDeferred<Unit>()
                core.on(LifecycleEvent.Ready::class.java) { listening.complete(Unit) }
                listening.await()
                eventually(5.seconds) {
                    // Collecting begins at some time; until then nothing is announced.
                    core.createContext("visitor").runExperience("exp-1")
                    core.createContext("visitor").trackConversion("buy") { forceMultiple = true }
                    seen.isCompleted shouldBe true
                }
                seen.await().map { it.wireName }.first() shouldBe "ready"
                seen.await().count { it is LifecycleEvent.Ready } shouldBe 1
            }
        }
    }

    "handlers get the events of their type, in order, until they are unsubscribed" {
        withCore(direct) { core ->
            val seen = Channel<String>(Channel.UNLIMITED)
            val subscription = core.on<LifecycleEvent.Bucketing> { seen.trySend("${it.experienceKey} ${it.visitorId}") }
            core.createContext("a").runExperience("exp-1")
            core.createContext("b").runExperience("exp-1")
            listOf(seen.receive(), seen.receive()) shouldContainExactly listOf("exp-1 a", "exp-1 b")
            subscription.close()
            subscription.close()
            core.createContext("c").runExperience("exp-1")
            seen.tryReceive().isSuccess shouldBe false
        }
    }

    "a handler that throws goes on being called, and is counted" {
        withCore(direct) { core ->
            val calls = Channel<Unit>(Channel.UNLIMITED)
            core.on<LifecycleEvent.Bucketing> {
                calls.trySend(Unit)
                error("a user's mistake")
            }
            repeat(2) { core.createContext("visitor").runExperience("exp-1") }
            repeat(2) { calls.receive() }
            eventually(5.seconds) { core.metrics.listenerErrors shouldBe 2 }
        }
    }

    "a handler that never returns and a collector that never returns harm nobody, and what they miss is counted" {
        withCore(direct) { core ->
            val release = CountDownLatch(1)
            core.on<LifecycleEvent.Bucketing> { release.await() }
            coroutineScope {
                val collector = launch { core.events.collect { awaitCancellation() } }
                val heard = Channel<Unit>(Channel.UNLIMITED)
                core.on<LifecycleEvent.Bucketing> { heard.trySend(Unit) }
                repeat(200) { core.createContext("visitor-$it").runExperience("exp-1") }
                repeat(200) { heard.receive() }
                repeat(400) { core.createContext("visitor-$it").runExperience("exp-1") }
                core.metrics.listenerEventsMissed shouldBeGreaterThan 0
                collector.cancel()
            }
            release.countDown()
        }
    }

    "flows complete when the instance is closed" {
        val core = Core(SdkConfig { data(direct) })
        core.initialize()
        coroutineScope {
            val seen = async { core.events.toList() }
            core.shutdown()
            seen.await()
        }
        core.events.toList().map { it.wireName } shouldBe listOf("ready")
    }
})
