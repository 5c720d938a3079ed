package com.convert.sdk

import com.convert.sdk.fixture.FAULT_PROJECT
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.ScriptedService
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.useBalanced
import com.convert.sdk.fixture.withCore
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import java.nio.file.Files
import java.nio.file.Path
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/**
 * What people do in their first hour, and what they are told: what happened, with which value, and what to do. The Java
 * face's own are in its `MisuseTest`; what a connection's failures say is in `TlsSpec`.
 */
class MisuseSpec : StringSpec({
    for (misuse in settings() + data() + starting() + deciding() + tracking()) {
        "told: ${misuse.what}" {
            withClue(misuse.what) { misuse.told() shouldBe misuse.message }
        }
    }

    "each of them is told in words of its own" {
        val all = settings() + data() + starting() + deciding() + tracking()
        all.map { it.what }.toSet() shouldHaveSize all.size
        all.map { it.message }.toSet() shouldHaveSize all.size
    }
})

private val folder: Path by lazy { Files.createTempDirectory("misuse").also { it.toFile().deleteOnExit() } }
private val nowhere: Path get() = folder.resolve("missing")

private fun settings() = listOf(
    setting(
        "neither a key nor data",
        "sdkKey, data: expected exactly one of them, was neither; " +
            "is the environment variable set that the key comes from?",
    ) { sdkKey = null },
    setting("a key and data", "sdkKey, data: expected exactly one of them, was both") { data(project()) },
    setting("a blank key", "sdkKey: expected text that is not blank, was blank") { sdkKey = " " },
    setting(
        "a key with a line break at its end",
        "sdkKey: expected text without white space or a line break around it; " +
            "trim what was read from a file or a variable",
    ) { sdkKey = "key\n" },
    setting(
        "a token with a blank before it",
        "debugToken: expected text without white space or a line break around it; " +
            "trim what was read from a file or a variable",
    ) { debugToken = " token" },
    setting("batches of none", "batchSize: expected 1 to 1000 events, was 0") { batchSize = 0 },
    setting("a queue below a batch", "maxQueueSize: expected batchSize 10 to 10000000 events, was 5") {
        maxQueueSize = 5
    },
    setting("no visitors", "maxVisitors: expected 1 to 100000000 visitors, was 0") { maxVisitors = 0 },
    setting("a negative time to close", "closeTimeout: expected 0 s to 1h, was -1s") { closeTimeout = (-1).seconds },
    setting("no time for the store", "dataStoreTimeout: expected 1 ms to 1h, was 0s") {
        dataStoreTimeout = Duration.ZERO
    },
    setting("a store that forgets at once", "dataStoreTimeToLive: expected at least 1 s, was 5ms") {
        dataStoreTimeToLive = 5.milliseconds
    },
    setting("flushing all the time", "autoFlushInterval: expected at least 1 ms, was 0s") {
        autoFlushInterval = Duration.ZERO
    },
    setting("a blank source", "source: expected text that is not blank, was blank") { source = "" },
    setting(
        "a cache file in a folder that is not there",
        "cacheFile: expected a file in a folder that exists, was ${nowhere.resolve("cache")}; " +
            "create the folder $nowhere first",
    ) { cacheFile = nowhere.resolve("cache") },
    setting("a folder as cache file", "cacheFile: expected a file, was the folder $folder; add a file name") {
        cacheFile = folder
    },
    setting(
        "a journal in a folder that is not there",
        "durableQueue.file: expected a file in a folder that exists, was ${nowhere.resolve("queue")}; " +
            "create $nowhere first",
    ) { durableQueue(nowhere.resolve("queue")) {} },
    setting("a folder as journal", "durableQueue.file: expected a file, but $folder is a folder; add a name to it") {
        durableQueue(folder) {}
    },
    setting(
        "plain HTTP",
        "transport.baseUrl: expected an https:// URL with host and path only, was one of plain http://",
    ) { transport { baseUrl = "http://cdn.example.com" } },
    setting(
        "a URL without a scheme",
        "transport.trackBaseUrl: expected an https:// URL with host and path only, " +
            "was text without a scheme; put https:// before it",
    ) { transport { trackBaseUrl = "track.example.com" } },
    setting(
        "a URL with a password",
        "transport.baseUrl: expected an https:// URL with host and path only, " +
            "was one of another scheme, or with a query, a user or white space",
    ) { transport { baseUrl = "https://me:secret@cdn.example.com" } },
    setting("no time for a request", "transport.timeout: expected more than 0 s, was 0s") {
        transport { timeout = Duration.ZERO }
    },
    setting(
        "a header's name with a colon",
        "transport.headers: expected header names of letters, digits and hyphens, was 'X-Name:'",
    ) { transport { headers = mapOf("X-Name:" to "value") } },
    setting(
        "a header's value of two lines",
        "transport.headers.X-Name: expected a value of printable ASCII characters, was one with others",
    ) { transport { headers = mapOf("X-Name" to "secret\nsecret") } },
    setting(
        "a secret with a line break",
        "transport.authSecret: expected printable ASCII characters, was text with others; a line break at its end?",
    ) { transport { authSecret = "secret\n" } },
    setting("refreshing all the time", "refresh.interval: expected more than 0 s, was 0s") {
        refresh { interval = Duration.ZERO }
    },
    setting("more jitter than interval", "refresh.jitter: expected 0 s to the interval 5m, was 6m") {
        refresh { jitter = 6.minutes }
    },
    setting("a back-off that shrinks", "refresh.backoffFactor: expected a number of at least 1, was 0.5") {
        refresh { backoffFactor = 0.5 }
    },
    setting("a ceiling below the interval", "refresh.backoffMax: expected at least the interval 5m, was 1m") {
        refresh { backoffMax = 1.minutes }
    },
)

private fun noJson(what: String, text: String, was: String) = refused(what, "$: expected a JSON object, was $was") {
    SdkConfig { data(text) }
}

private fun data() = listOf(
    noJson("a file's name as data", "bookshop.json", "what looks like the name of a file; for a file pass a Path"),
    noJson("no text as data", " ", "blank text"),
    noJson("a page of HTML as data", "<html>", "a page of HTML or XML"),
    noJson("a list as data", "[1]", "an array; pass the whole configuration"),
    noJson("null as data", "null", "null"),
    noJson("a number as data", "7", "a single value"),
    noJson("JSON with a slip", "{\n  \"a\": 1,,\n}", "text that is no JSON from line 2, column 9 on"),
    refused(
        "a file that is not there",
        "$nowhere: there is no such file; relative paths start at ${Path.of("").toAbsolutePath()}",
    ) { SdkConfig { data(nowhere) } },
    refused("a resource that is not there", "data: expected a stream, was null; is there no such resource?") {
        SdkConfig { data(MisuseSpec::class.java.getResourceAsStream("/nowhere.json")) }
    },
    refused("values that hold themselves", "$: expected values of which none holds itself") {
        val values = HashMap<String, Any?>().also { it["self"] = it }
        SdkConfig { data(values) }
    },
    refused("no configuration at all", "$.account_id: expected text that is not empty, or a number") { start("{}") },
    refused("a configuration without a project", "$.project: expected an object") {
        start("""{"account_id":"1"}""")
    },
    refused("an experience without an id", "$.experiences[0].id: expected text that is not empty, or a number") {
        start(project("""{"key":"checkout"}"""))
    },
)

private suspend fun start(data: String) = withCore(data) {}

private fun starting() = listOf(
    refused(
        "a context before there is a configuration",
        "there is no configuration yet: call initialize() first, " +
            "or set start to StartMode.BACKGROUND to serve defaults meanwhile",
    ) { Core(SdkConfig { sdkKey = "key" }, RecordingTransport()).useBalanced { it.createContext("visitor") } },
    refused(
        "a context after a start that failed",
        "there is no configuration: initialize() failed (no usable answer). Call it again, " +
            "or set start to StartMode.BACKGROUND to serve defaults meanwhile",
    ) {
        Core(SdkConfig { sdkKey = "key" }, ScriptedService(null)).useBalanced { core ->
            runCatching { core.initialize() }
            core.createContext("visitor")
        }
    },
    refused("a context of a closed instance", "this instance is closed; make a new one") {
        withCore(FAULT_PROJECT) { it.apply { close() }.createContext("visitor") }
    },
    refused("a visitor without an id", "visitorId must not be empty; any other text is a visitor") {
        withCore(FAULT_PROJECT) { it.createContext("") }
    },
    Misuse(
        "a journal that is in use",
        "the durable queue's journal JOURNAL is in use by another process or SDK instance; " +
            "give each instance a file of its own",
    ) {
        val journal = folder.toRealPath().resolve("journal")
        val config = SdkConfig {
            data(FAULT_PROJECT)
            durableQueue(journal) {}
        }
        Core(config, RecordingTransport()).useBalanced { first ->
            first.initialize()
            Core(config, RecordingTransport()).useBalanced { second ->
                runCatching { second.initialize() }.exceptionOrNull()?.message?.replace("$journal", "JOURNAL")
            }
        }
    },
    warned(
        "refreshing direct data",
        "refresh settings ignored: direct data is never refreshed",
        { refresh {} },
    ) {},
    warned(
        "an environment with a slip",
        "no experience is for environment 'stagin', which the settings say; they are for [staging], " +
            "did you mean 'staging'?",
        {
            data(project(experience("1", more = """"environment":"staging"""")))
            environment = "stagin"
        },
    ) {},
    warned(
        "no environment where all experiences have one",
        "no environment is set, and all experiences are for one of [staging]: none is served; set environment",
        project(experience("1", more = """"environment":"staging"""")),
    ) {},
)
