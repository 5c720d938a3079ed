package com.convert.sdk

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.ScriptedService
import com.convert.sdk.fixture.coreOn
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.internal.tracking.RecordingLogger
import com.convert.sdk.result.ConversionStatus
import com.convert.sdk.result.DiagnosticReason
import com.convert.sdk.transport.ConfigRequest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest

private val SHOP = project(experience("1"), others = """"goals":[{"id":"9","key":"buy"}]""")

/** A start that cannot fail the application. */
@OptIn(ExperimentalCoroutinesApi::class)
class BackgroundStartSpec : StringSpec({
    "until there is a configuration a context answers that the visitor is in nothing, and says why" {
        inBackground(null, SHOP) { core ->
            val context = core.initialize().createContext("visitor")
            context.runExperience("exp-1").shouldBeNull()
            context.runExperiences() shouldBe emptyList()
            context.runFeature("banner").shouldBeNull()
            context.trackConversion("buy").status shouldBe ConversionStatus.NOT_READY
            context.diagnoseExperience("exp-1").run { reason to message } shouldBe
                (DiagnosticReason.PROJECT_MAPPING_REQUIRED to "there is no configuration yet; it is being loaded")
            core.isReady shouldBe false
            core.currentConfig.shouldBeNull()
        }
    }

    "a failure is tried again until it goes well, and the state says when" {
        inBackground(null, null, SHOP) { core ->
            runCurrent()
            val first = core.state.value.shouldBeInstanceOf<CoreState.Failed>()
            first.error.shouldBeInstanceOf<ConfigLoadException>()
            first.retryInMillis.shouldNotBeNull() shouldBeInRange 0L..1_000L
            core.createContext("visitor").diagnoseGoal("buy").message shouldContain "it is tried again"
            advanceTimeBy(1_001)
            core.state.value.shouldBeInstanceOf<CoreState.Failed>().retryInMillis.shouldNotBeNull() shouldBeInRange
                0L..2_000L
            advanceTimeBy(2_001)
            core.state.value shouldBe CoreState.Ready(ConfigSource.REMOTE)
        }
    }

    "a context made before stays as it was, and a new one decides" {
        inBackground(SHOP) { core ->
            val early = core.createContext("visitor")
            runCurrent()
            early.runExperience("exp-1").shouldBeNull()
            early.diagnoseExperience("exp-1").message shouldContain "make a new one"
            core.createContext("visitor").runExperience("exp-1").shouldNotBeNull()
        }
    }

    "the log tells the beginning and the end of the trouble, and what is served meanwhile" {
        val log = RecordingLogger()
        inBackground(null, null, SHOP, log = log) { core ->
            advanceTimeBy(3_100)
            core.isReady shouldBe true
        }
        log.warnings shouldBe listOf(
            "WARN starting failed: no usable answer; defaults are served until there is a configuration, " +
                "and it is tried again",
        )
        log.lines.count { it.startsWith("INFO starting recovered after ") } shouldBe 1
        log.lines shouldContain "INFO configuration loaded from the service: project 200, " +
            "experiences 1, features 0, goals 1, audiences 0, segments 0, locations 0"
    }

    "asking for the configuration at once need not wait for the next attempt" {
        inBackground(null, SHOP) { core ->
            runCurrent()
            core.refreshNow()
            core.isReady shouldBe true
        }
    }

    "direct data that is no configuration leaves an instance that serves defaults and does not try again" {
        runTest {
            val config = SdkConfig {
                data("{}")
                start = StartMode.BACKGROUND
                logger = RecordingLogger()
            }
            val core = coreOn(StandardTestDispatcher(testScheduler), config, ScriptedService())
            advanceTimeBy(600_000)
            core.state.value.shouldBeInstanceOf<CoreState.Failed>().retryInMillis.shouldBeNull()
            core.createContext("visitor").runExperience("exp-1").shouldBeNull()
            core.shutdown()
        }
    }

    "closing ends the attempts" {
        inBackground(null) { core ->
            runCurrent()
            core.shutdown()
            // One more would fail: the script is over.
            advanceTimeBy(600_000)
            core.state.value shouldBe CoreState.Closed
            shouldThrow<IllegalStateException> { core.createContext("visitor") }.message shouldContain "closed"
        }
    }

    "an error of the JVM is tried again as well" {
        runTest {
            val service = object : RecordingTransport() {
                var calls = 0

                override suspend fun fetchConfig(request: ConfigRequest) =
                    if (calls++ == 0) throw OutOfMemoryError() else ScriptedService(SHOP).fetchConfig(request)
            }
            val core = coreOn(StandardTestDispatcher(testScheduler), backgroundConfig(RecordingLogger()), service)
            advanceTimeBy(1_100)
            core.isReady shouldBe true
            core.shutdown()
        }
    }
})

private fun backgroundConfig(log: RecordingLogger) = SdkConfig {
    sdkKey = "key"
    start = StartMode.BACKGROUND
    flushOnShutdown = false
    logger = log
}

private fun inBackground(
    vararg script: String?,
    log: RecordingLogger = RecordingLogger(),
    use: suspend TestScope.(Core) -> Unit,
) = runTest {
    val core = coreOn(StandardTestDispatcher(testScheduler), backgroundConfig(log), ScriptedService(*script))
    use(core)
    core.shutdown()
}
