package com.convert.sdk

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.event.LifecycleEvent
import com.convert.sdk.fixture.ScriptedService
import com.convert.sdk.fixture.useBalanced
import com.convert.sdk.internal.tracking.RecordingLogger
import com.convert.sdk.transport.ConfigRequest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

/** Loading as users of [Core] meet it; its finer points are told where its parts are. */
class RemoteCoreSpec : StringSpec({
    "an instance with a key loads its project's configuration with what the settings say" {
        val service = ScriptedService(project("a"))
        val config = SdkConfig {
            sdkKey = "key"
            environment = "staging"
            debugToken = "token"
            logger = RecordingLogger()
        }
        Core(config, service).useBalanced { core ->
            core.initialize().isReady shouldBe true
            core.createContext("v").runExperience("exp")?.variationKey shouldBe "a"
        }
        service.configs.requests shouldContainExactly listOf(ConfigRequest("key", "staging", true, "token", null, null))
    }

    "only the level low or a token gets past the cache of the CDN" {
        mapOf(null to false, CacheLevel.LOW to true).forEach { (level, expected) ->
            val service = ScriptedService(project("a"))
            Core(settings { cacheLevel = level }, service).useBalanced { it.initialize() }
            service.configs.requests.single().lowCache shouldBe expected
        }
    }

    "contexts keep the configuration that they were made with" {
        val service = ScriptedService(project("a"), project("b"))
        Core(settings(), service).useBalanced { core ->
            core.initialize()
            val old = core.createContext("v")
            core.refreshNow()
            old.runExperience("exp")?.variationKey shouldBe "a"
            core.createContext("w").runExperience("exp")?.variationKey shouldBe "b"
        }
    }

    "while configurations change, no context ever sees two of them" {
        val service = ScriptedService(*Array(201) { project(if (it % 2 == 0) "a" else "b", "e$it") })
        Core(settings(), service).useBalanced { core ->
            core.initialize()
            withContext(Dispatchers.Default) {
                val readers = List(4) { reader ->
                    launch {
                        var number = 0
                        while (core.currentConfig?.experiences?.single()?.id != "e200") {
                            val context = core.createContext("v-$reader-${number++}")
                            val first = context.runExperience("exp").shouldNotBeNull()
                            first.variationKey shouldBeIn listOf("a", "b")
                            context.runExperience("exp") shouldBe first
                            // Four readers that never let go would keep the refreshing caller off its thread.
                            yield()
                        }
                    }
                }
                repeat(200) { core.refreshNow() }
                readers.forEach { it.join() }
            }
        }
    }

    "sixteen callers of initialize load once" {
        val service = ScriptedService(project("a"))
        Core(settings(), service).useBalanced { core ->
            withContext(Dispatchers.Default) { List(16) { async { core.initialize() } }.awaitAll() shouldHaveSize 16 }
        }
        service.configs.requests shouldHaveSize 1
    }

    "a start from the cache is told in the state, the event and the log, and refreshed" {
        val file = tempdir().toPath().resolve("config")
        Core(settings { cacheFile = file }, ScriptedService(project("a"))).useBalanced { it.initialize() }
        val log = RecordingLogger()
        // More than one: the loop that catches up may be faster.
        val service = ScriptedService(null, *Array(50) { project("b") })
        val config = settings {
            cacheFile = file
            logger = log
        }
        Core(config, service).useBalanced { core ->
            core.initialize()
            core.events.first() shouldBe LifecycleEvent.Ready(fromCache = true)
            log.warnings.first() shouldContain "starting from the cache file; will retry"
            core.refreshNow()
            core.state.value shouldBe CoreState.Ready(ConfigSource.REMOTE)
            core.createContext("v").runExperience("exp")?.variationKey shouldBe "b"
        }
    }

    "a start that fails names neither key nor token" {
        val log = RecordingLogger()
        val config = SdkConfig {
            sdkKey = "10001/20002-secret"
            debugToken = "token-secret"
            logger = log
        }
        Core(config, ScriptedService(null)).useBalanced { core ->
            val failure = shouldThrow<ConfigLoadException> { core.initialize() }
            "${failure.stackTraceToString()} ${core.state.value} $core ${core.metrics}" shouldNotContain "secret"
        }
        log.lines.forEach { it shouldNotContain "secret" }
    }

    "an experience that the configuration does not have is fetched for its preview" {
        val service = ScriptedService(project("a"), project("draft", "e9"))
        Core(settings(), service).useBalanced { core ->
            core.initialize()
            val context = core.createContext("v")
            context.setPreview("e9", "v9") shouldBe true
            context.setPreview("e9", "v9") shouldBe true
        }
        service.configs.requests.map { it.experienceId } shouldContainExactly listOf(null, "e9")
    }

    "refresh settings beside direct data are told of once, and ignored" {
        val log = RecordingLogger()
        val config = SdkConfig {
            data(project("a"))
            refresh = RefreshConfig.Builder().build()
            logger = log
        }
        Core(config, ScriptedService()).useBalanced { core ->
            core.initialize()
            core.refreshNow()
        }
        log.lines shouldContainExactly listOf("INFO refresh settings ignored: direct data is never refreshed")
    }
})

private fun settings(configure: SdkConfig.Builder.() -> Unit = {}) = SdkConfig {
    sdkKey = "key"
    logger = RecordingLogger()
    configure()
}

/** One experience whose only variation has the key [variation]. */
private fun project(variation: String, id: String = "e1") = """{
    "account_id": "1", "project": {"id": "2"}, "experiences": [{
        "id": "$id", "key": "exp", "variations": [{"id": "v9", "key": "$variation", "traffic_allocation": 100}]
    }]
}"""
