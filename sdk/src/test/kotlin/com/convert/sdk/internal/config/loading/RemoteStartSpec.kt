package com.convert.sdk.internal.config.loading

import com.convert.sdk.ConfigSource
import com.convert.sdk.CoreState
import com.convert.sdk.RefreshConfig
import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.transport.ConfigResponse
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import java.nio.file.Files
import java.nio.file.Path
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class RemoteStartSpec : StringSpec({
    "the first configuration makes an instance ready and lets held events go" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.thenConfig(configText("a"))
            rig.lifecycle.initialize()
            rig.lifecycle.state.value shouldBe CoreState.Ready(ConfigSource.REMOTE)
            rig.mark shouldBe "a"
            rig.events shouldContainExactly listOf(LifecycleEvent.Ready(fromCache = false))
            rig.resumed shouldBe 1
            rig.counters.refreshes.sum() shouldBe 1
            rig.shouldBeQuiet()
            rig.verify()
        }
    }

    "without refresh settings nothing is asked for again" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.thenConfig(configText("a"))
            rig.lifecycle.initialize()
            rig.pass(7.days)
            rig.verify()
        }
    }

    "a failed start says why, and may be tried again" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.thenThrow(::unavailable).thenConfig(configText("a"))
            val failure = shouldThrow<ConfigLoadException> { rig.lifecycle.initialize() }
            rig.lifecycle.state.value.shouldBeInstanceOf<CoreState.Failed>().error shouldBe failure
            rig.lifecycle.snapshot.shouldBeNull()
            rig.events.shouldBeEmpty()
            rig.resumed shouldBe 0
            rig.lifecycle.initialize()
            rig.mark shouldBe "a"
            rig.counters.refreshFailures.sum() shouldBe 1
            rig.verify()
        }
    }

    "a failed start leaves nothing running" {
        runTest {
            val rig = LoadRig(this, refresh = RefreshConfig.Builder().build())
            rig.transport.thenThrow(::unavailable)
            shouldThrow<ConfigLoadException> { rig.lifecycle.initialize() }
            rig.pass(1.days)
            rig.verify()
        }
    }

    "nothing changed is no way to start" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.then { ConfigResponse.NotModified }
            shouldThrow<ConfigLoadException> { rig.lifecycle.initialize() }
            rig.lifecycle.state.value.shouldBeInstanceOf<CoreState.Failed>()
            rig.verify()
        }
    }

    "a start that follows one broken off at its very end asks for the whole configuration again" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.thenConfig(configText("a"), "1").thenConfig(configText("a"), "1")
            rig.feed.first()
            rig.feed.first()
            rig.transport.requests.map { it.etag } shouldContainExactly listOf(null, null)
        }
    }

    "callers at the same time wait for the same loading" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.then {
                delay(3.seconds)
                ConfigResponse.Loaded(configText("a"), null)
            }
            List(20) { async { rig.lifecycle.initialize() } }.forEach { it.await() }
            rig.events shouldHaveSize 1
            rig.verify()
        }
    }

    "callers at the same time share a failure too" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.then {
                delay(3.seconds)
                throw unavailable()
            }
            supervisorScope {
                val calls = List(20) { async { rig.lifecycle.initialize() } }
                calls.forEach { shouldThrow<ConfigLoadException> { it.await() } }
            }
            rig.verify()
        }
    }

    "a caller that is cancelled takes its request along, and the instance can be initialized again" {
        runTest {
            val rig = LoadRig(this)
            val gone = CompletableDeferred<Throwable?>()
            rig.transport.then {
                try {
                    CompletableDeferred<ConfigResponse>().await()
                } catch (e: CancellationException) {
                    gone.complete(e)
                    throw e
                }
            }.thenConfig(configText("b"))
            val call = launch { rig.lifecycle.initialize() }
            rig.settle()
            rig.lifecycle.state.value shouldBe CoreState.Loading
            call.cancelAndJoin()
            rig.settle()
            gone.isCompleted shouldBe true
            rig.lifecycle.state.value shouldBe CoreState.Created
            rig.lifecycle.initialize()
            rig.mark shouldBe "b"
            rig.verify()
        }
    }

    "initializing at once after a cancellation waits for the old request to end" {
        runTest {
            val rig = LoadRig(this)
            val end = CompletableDeferred<Unit>()
            rig.transport.then {
                withContext(NonCancellable) { end.await() }
                ConfigResponse.Loaded(configText("old"), null)
            }.thenConfig(configText("new"))
            val first = launch { rig.lifecycle.initialize() }
            rig.settle()
            first.cancelAndJoin()
            val second = async { rig.lifecycle.initialize() }
            rig.settle()
            rig.transport.requests shouldHaveSize 1
            end.complete(Unit)
            second.await()
            rig.lifecycle.state.value shouldBe CoreState.Ready(ConfigSource.REMOTE)
            rig.events shouldHaveSize 1
        }
    }

    "one caller's cancellation does not take the loading from the others" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.then {
                delay(3.seconds)
                ConfigResponse.Loaded(configText("a"), null)
            }
            val first = launch { rig.lifecycle.initialize() }
            val second = async { rig.lifecycle.initialize() }
            rig.settle()
            first.cancelAndJoin()
            second.await()
            rig.mark shouldBe "a"
            rig.verify()
        }
    }

    "closing ends a start that is under way, and says so to its caller" {
        runTest {
            val rig = LoadRig(this)
            rig.transport.then { CompletableDeferred<ConfigResponse>().await() }
            supervisorScope {
                val call = async { rig.lifecycle.initialize() }
                rig.settle()
                rig.lifecycle.close()
                shouldThrow<IllegalStateException> { call.await() }.message shouldContain "closed"
            }
            rig.lifecycle.state.value shouldBe CoreState.Closed
            rig.events.shouldBeEmpty()
        }
    }

    "a failed start falls back to the last configuration that loaded, and says so once" {
        val file = tempdir().toPath().resolve("config").also(::keepConfig)
        runTest {
            val rig = LoadRig(this, cacheFile = file)
            rig.transport.thenThrow(::unavailable)
            rig.lifecycle.initialize()
            rig.lifecycle.state.value shouldBe CoreState.Ready(ConfigSource.CACHE)
            rig.mark shouldBe "a"
            rig.events shouldContainExactly listOf(LifecycleEvent.Ready(fromCache = true))
            rig.resumed shouldBe 1
            rig.log.lines.single() shouldBe "WARN configuration loading failed: the service answered 503; " +
                "starting from the cache file; will retry"
            rig.counters.refreshFailures.sum() shouldBe 1
            rig.verify()
        }
    }

    "a start from the cache goes on asking until the service answers, without refresh settings too" {
        val file = tempdir().toPath().resolve("config").also(::keepConfig)
        runTest {
            val rig = LoadRig(this, cacheFile = file)
            repeat(3) { rig.transport.thenThrow(::unavailable) }
            rig.transport.thenConfig(configText("b"))
            rig.lifecycle.initialize()
            rig.pass(1.days)
            rig.transport.times shouldContainExactly listOf(0.seconds, 1.seconds, 3.seconds, 7.seconds)
            rig.lifecycle.state.value shouldBe CoreState.Ready(ConfigSource.REMOTE)
            rig.mark shouldBe "b"
            rig.events.last() shouldBe LifecycleEvent.ConfigUpdated
            rig.log.warnings shouldHaveSize 1
            rig.log.lines.last() shouldContain "recovered after 7s, 3 failed attempts"
            rig.verify()
            Files.readString(file) shouldContain configText("b")
        }
    }

    "a start from the cache never asks less often than every five minutes" {
        val file = tempdir().toPath().resolve("config").also(::keepConfig)
        runTest {
            val rig = LoadRig(this, cacheFile = file)
            rig.transport.always { throw unavailable() }
            rig.lifecycle.initialize()
            rig.pass(1.days)
            val waits = rig.transport.times.zipWithNext { one, next -> next - one }
            waits.max() shouldBe 5.minutes
            waits.takeLast(100).toSet() shouldBe setOf(5.minutes)
        }
    }

    "when the service still has what the cache had, nobody is told of a change" {
        val file = tempdir().toPath().resolve("config").also(::keepConfig)
        runTest {
            val rig = LoadRig(this, cacheFile = file)
            rig.transport.thenThrow(::unavailable).thenConfig(configText("a"))
            rig.lifecycle.initialize()
            rig.pass(1.minutes)
            rig.lifecycle.state.value shouldBe CoreState.Ready(ConfigSource.REMOTE)
            rig.events shouldContainExactly listOf(LifecycleEvent.Ready(fromCache = true))
            rig.verify()
        }
    }

    "without a usable cache, the start fails as if there were none" {
        val file = tempdir().toPath().resolve("config")
        Files.writeString(file, "rubbish")
        runTest {
            val rig = LoadRig(this, cacheFile = file)
            rig.transport.thenThrow(::unavailable)
            shouldThrow<ConfigLoadException> { rig.lifecycle.initialize() }.statusCode shouldBe 503
            rig.log.warnings.single() shouldContain "configuration cache"
            rig.pass(1.days)
            rig.verify()
        }
    }
})

/** What an earlier instance leaves in its cache [file]. */
private fun keepConfig(file: Path) = runTest {
    val rig = LoadRig(this, cacheFile = file)
    rig.transport.thenConfig(configText("a"))
    rig.lifecycle.initialize()
}
