package com.convert.sdk

import com.convert.sdk.error.DurableQueueException
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.StuckTransport
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.useBalanced
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

private val direct = project(experience("1"))

class CoreSpec : StringSpec({
    "an instance is ready once it is initialized, and closed for good after that" {
        val core = Core(SdkConfig { data(direct) }, RecordingTransport())
        core.state.value shouldBe CoreState.Created
        core.isReady shouldBe false
        shouldThrow<IllegalStateException> { core.createContext("visitor") }.message!! shouldContain "initialize()"
        core.initialize() shouldBe core
        core.initialize()
        core.isReady shouldBe true
        core.state.value shouldBe CoreState.Ready(ConfigSource.DIRECT)
        core.currentConfig!!.projectId shouldBe "200"
        core.close()
        core.close()
        core.isReady shouldBe false
        core.state.value shouldBe CoreState.Closed
        shouldThrow<IllegalStateException> { core.createContext("visitor") }.message!! shouldContain "closed"
        shouldThrow<IllegalStateException> { core.initialize() }
    }

    "direct data that is no configuration fails initialization, and says where" {
        val core = Core(SdkConfig { data("""{"account_id":"1"}""") }, RecordingTransport())
        shouldThrow<InvalidConfigException> { core.initialize() }.path shouldBe "$.project"
        (core.state.value as CoreState.Failed).error.code shouldBe "invalid_config"
        core.close()
    }

    "closing delivers what is queued" {
        val transport = RecordingTransport()
        Core(SdkConfig { data(direct) }, transport).useBalanced { core ->
            core.initialize()
            core.createContext("visitor").runExperience("exp-1")
        }
        transport.bodies shouldHaveSize 1
    }

    "closing says how many events it had to leave, every time it is asked" {
        val config = SdkConfig {
            data(direct)
            closeTimeout = Duration.ZERO
        }
        val core = Core(config, StuckTransport())
        core.initialize()
        core.createContext("visitor").runExperience("exp-1")
        core.shutdown() shouldBe ShutdownResult(1)
        core.shutdown() shouldBe ShutdownResult(1)
        core.metrics.eventsLeftAtClose shouldBe 1
    }

    "with a durable queue, what could not be delivered is delivered at the next start" {
        val journal = tempdir().toPath().resolve("events")
        fun settings() = SdkConfig {
            data(direct)
            closeTimeout = Duration.ZERO
            durableQueue = DurableQueueConfig.Builder(journal).build()
        }
        Core(settings(), StuckTransport()).let { core ->
            core.initialize()
            core.createContext("visitor").runExperience("exp-1")
            val rival = Core(settings(), RecordingTransport())
            shouldThrow<DurableQueueException> { rival.initialize() }
            rival.close()
            core.shutdown() shouldBe ShutdownResult(1)
        }
        val transport = RecordingTransport()
        Core(settings(), transport).useBalanced { core ->
            core.initialize()
            core.flush()
        }
        transport.bodies.single() shouldContain "visitor"
    }

    "closing waits for work that cannot be broken off" {
        val work = UnbreakableTransport()
        val core = work.refreshing()
        val closing = async { core.shutdown() }
        withTimeoutOrNull(100.milliseconds) { closing.await() }.shouldBeNull()
        work.end.complete(Unit)
        closing.await()
        work.isOver shouldBe true
    }

    "closing does not wait for work that hangs" {
        val work = UnbreakableTransport()
        val core = work.refreshing()
        withTimeout(10.seconds) { core.shutdown() }
        work.isOver shouldBe false
        work.end.complete(Unit)
    }

    "a snapshot stays with the contexts that were made from it" {
        Core(SdkConfig { data(direct) }, RecordingTransport()).useBalanced { core ->
            core.initialize()
            core.createContext("visitor").snapshot shouldBe core.currentConfig
        }
    }
})

/** Loads one configuration, and from then on heeds no cancellation. */
private class UnbreakableTransport : RecordingTransport() {
    private val begun = CompletableDeferred<Unit>()
    private val requests = AtomicInteger()
    val end = CompletableDeferred<Unit>()

    @Volatile
    var isOver = false

    override suspend fun fetchConfig(request: ConfigRequest): ConfigResponse {
        if (requests.incrementAndGet() > 1) {
            begun.complete(Unit)
            withContext(NonCancellable) { end.await() }
            isOver = true
        }
        return ConfigResponse.Loaded(direct, etag = null)
    }

    /** An instance in the middle of a refresh. */
    suspend fun refreshing(): Core {
        val core = Core(SdkConfig { sdkKey = "key" }, this).initialize()
        CoroutineScope(Dispatchers.Default).launch { runCatching { core.refreshNow() } }
        begun.await()
        return core
    }
}
