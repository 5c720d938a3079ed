package com.convert.sdk

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.error.TransportException
import com.convert.sdk.fixture.allSettings
import com.convert.sdk.fixture.shown
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private val SECRETS = setOf("sdkKey", "debugToken", "authSecret")

/** What is not even named. */
private val LEFT_OUT = setOf("revenue")

private class Bad(val path: String, val set: SdkConfig.Builder.() -> Unit)

class SettingsSpec : FunSpec({
    test("a setting out of its bounds is refused by its name") {
        val settings = listOf(
            Bad("sdkKey, data") { sdkKey = null },
            Bad("sdkKey, data") { data = JsonObject(emptyMap()) },
            Bad("sdkKey") { sdkKey = " " },
            Bad("batchSize") { batchSize = 0 },
            Bad("batchSize") { batchSize = 1_001 },
            Bad("autoFlushInterval") { autoFlushInterval = Duration.ZERO },
            Bad("maxQueueSize") { maxQueueSize = 9 },
            Bad("maxVisitors") { maxVisitors = 0 },
            Bad("closeTimeout") { closeTimeout = (-1).seconds },
            Bad("closeTimeout") { closeTimeout = 2.hours },
            Bad("dataStoreTimeout") { dataStoreTimeout = Duration.ZERO },
            Bad("dataStoreTimeToLive") { dataStoreTimeToLive = 999.milliseconds },
            Bad("dataStoreTimeToLive") { dataStoreTimeToLive = Duration.INFINITE },
            Bad("source") { source = "" },
            Bad("transport.timeout") { transport { timeout = Duration.ZERO } },
            Bad("transport.connectTimeout") { transport { connectTimeout = Duration.INFINITE } },
            Bad("transport.authSecret") { transport { authSecret = "line\nbreak" } },
            Bad("transport.headers") { transport { headers = mapOf("a b" to "c") } },
            Bad("transport.headers.a") { transport { headers = mapOf("a" to "line\nbreak") } },
            Bad("refresh.interval") { refresh { interval = Duration.ZERO } },
            Bad("refresh.jitter") { refresh { jitter = 6.minutes } },
            Bad("refresh.backoffFactor") { refresh { backoffFactor = Double.NaN } },
            Bad("refresh.backoffMax") { refresh { backoffMax = 1.seconds } },
        )
        for (bad in settings) {
            val refused = shouldThrow<InvalidConfigException> {
                SdkConfig {
                    sdkKey = "key"
                    bad.set(this)
                }
            }
            refused.path shouldBe bad.path
        }
    }

    test("a URL that is not HTTPS with host and path only is refused") {
        for (url in listOf("http://a", "ftp://a", "a", "", "https://", "https://user:secret@a", "https://a?secret=1")) {
            for (set in listOf<TransportConfig.Builder.() -> Unit>({ baseUrl = url }, { trackBaseUrl = url })) {
                shouldThrow<TransportException> { TransportConfig.Builder().apply(set).build() }
                    .message!! shouldNotContain "secret"
            }
        }
    }

    test("defaults are those of the other SDKs") {
        val config = SdkConfig { sdkKey = "key" }
        config.batchSize shouldBe 10
        config.autoFlushInterval.shouldBeNull()
        config.source shouldBe "js-sdk"
        config.maxQueueSize shouldBe 10_000
        config.closeTimeout shouldBe 5.seconds
        config.transport.timeout shouldBe 10.seconds
        config.refresh.shouldBeNull()
        config.isDirectConfig shouldBe false
        RefreshConfig.Builder().build().interval shouldBe 300.seconds
    }

    for (settings in allSettings()) {
        test("${settings.name} is derived without losing a setting, each of which is unlike its default") {
            val full = settings.make(settings.samples)
            full shouldBe settings.samples
            settings.derive(settings.samples) shouldBe settings.samples
            for ((setting, value) in settings.defaults) {
                withClue(setting) { settings.samples.getValue(setting) shouldNotBe value }
            }
        }

        test("${settings.name} shows all that is not secret, and nothing else of it") {
            val text = settings.text()
            for ((setting, value) in settings.samples) {
                withClue(setting) {
                    if (setting !in LEFT_OUT) text shouldContain "$setting="
                    val isShown = setting !in SECRETS + LEFT_OUT
                    if (isShown) text shouldContain shown(value) else text shouldNotContain value.toString()
                }
            }
        }
    }

    test("a folder that does not exist is refused when settings are built, with the path and what to do") {
        val file = tempdir().toPath().resolve("missing").resolve("file")
        val refused = listOf<SdkConfig.Builder.() -> Unit>({ cacheFile = file }, { durableQueue(file) {} }).map { set ->
            shouldThrow<InvalidConfigException> {
                SdkConfig {
                    sdkKey = "key"
                    set()
                }
            }
        }
        refused.forEach {
            it.message!! shouldContain file.toString()
            it.message!! shouldContain "create"
        }
        refused.first().path shouldBe "cacheFile"
    }

    test("a folder is no file") {
        shouldThrow<InvalidConfigException> {
            SdkConfig {
                sdkKey = "key"
                cacheFile = tempdir().toPath()
            }
        }.path shouldBe "cacheFile"
    }

    test("a key or a token with white space around it is refused, and not shown") {
        for (space in listOf("\n", "\r\n", " ", "\t", "\u00a0")) {
            for (text in listOf("secret$space", "${space}secret")) {
                shouldThrow<InvalidConfigException> { SdkConfig { sdkKey = text } }
                    .also { it.path shouldBe "sdkKey" }.message!! shouldNotContain "secret"
                shouldThrow<InvalidConfigException> {
                    SdkConfig {
                        sdkKey = "key"
                        debugToken = text
                    }
                }.path shouldBe "debugToken"
            }
        }
    }

    test("no secret shows in the text form") {
        val config = SdkConfig {
            sdkKey = "secret-key"
            debugToken = "secret-token"
            transport {
                authSecret = "secret-bearer"
                headers = mapOf("X-Name" to "secret-header")
            }
        }
        config.toString() shouldNotContain "secret"
        SdkConfig { data("""{"account_id":"secret"}""") }.toString().let {
            it shouldContain "data=<hidden>"
            it shouldNotContain "secret"
        }
    }

    test("headers are those that were set, and nobody's to change") {
        val headers = mutableMapOf("X-Name" to "value")
        val config = TransportConfig.Builder().apply { this.headers = headers }.build()
        headers.clear()
        config.headers shouldBe mapOf("X-Name" to "value")
        shouldThrow<UnsupportedOperationException> { (config.headers as MutableMap<String, String>).clear() }
    }

    test("data comes as text, a tree, plain values, a file or a stream") {
        val text = """{"account_id":"1","project":{"id":"2"}}"""
        val file = tempfile("config", ".json").apply { writeText(text) }.toPath()
        val tree = SdkConfig { data(text) }.data
        SdkConfig { data(file) }.data shouldBe tree
        SdkConfig { data(text.byteInputStream()) }.data shouldBe tree
        SdkConfig { data(mapOf("account_id" to "1", "project" to mapOf("id" to "2"))) }.data shouldBe tree
        SdkConfig { data = JsonObject(tree!! + ("n" to JsonPrimitive(1))) }.data!!["n"] shouldBe JsonPrimitive(1)
        shouldThrow<InvalidConfigException> { SdkConfig { data("[1]") } }.path shouldBe "$"
    }
})
