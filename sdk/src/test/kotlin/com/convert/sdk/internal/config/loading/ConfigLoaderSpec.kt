package com.convert.sdk.internal.config.loading

import com.convert.sdk.error.ConfigLoadException
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.fixture.ConfigScript
import com.convert.sdk.fixture.ScriptedTransport
import com.convert.sdk.transport.ConfigRequest
import com.convert.sdk.transport.ConfigResponse
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import kotlinx.coroutines.withTimeout
import java.io.IOException
import kotlin.time.Duration.Companion.seconds

private const val KEY = "1000/2000-secret"

private val project = ConfigRequest(KEY, "staging", lowCache = false, debugToken = "token", null, null)

class ConfigLoaderSpec : StringSpec({
    "a configuration comes read, as text and with the service's mark" {
        loading { transport, loader ->
            transport.thenConfig(configText("a"), etag = "W/1")
            val loaded = loader.load(known = null).shouldNotBeNull()
            loaded.snapshot.mark shouldBe "a"
            loaded.body shouldBe configText("a")
            loaded.etag shouldBe "W/1"
            transport.requests shouldContainExactly listOf(project)
        }
    }

    "the mark that is known goes with the request, and nothing comes back when it still is the same" {
        loading { transport, loader ->
            transport.then { ConfigResponse.NotModified }
            loader.load(known = "W/1").shouldBeNull()
            transport.requests.single().etag shouldBe "W/1"
        }
    }

    "nothing changed is a failure when there is nothing yet" {
        loading { transport, loader ->
            transport.then { ConfigResponse.NotModified }
            shouldThrow<ConfigLoadException> { loader.load(known = null) }.statusCode shouldBe 304
        }
    }

    "an empty mark is none" {
        loading { transport, loader ->
            transport.thenConfig(configText(), etag = " ")
            loader.load(known = null)?.etag.shouldBeNull()
        }
    }

    "what cannot be used says where and what would have been right" {
        loading { transport, loader ->
            transport.thenConfig("""{"account_id":"1"}""")
            val cause = shouldThrow<ConfigLoadException> { loader.load(known = null) }.cause
            cause.shouldBeInstanceOf<InvalidConfigException>().path shouldBe "$.project"
        }
    }

    "text that is not JSON is not quoted" {
        listOf("<html>secret</html>", """{"account_id":"secret""", "", "[]").forEach { body ->
            loading { transport, loader ->
                transport.thenConfig(body)
                val failure = shouldThrow<ConfigLoadException> { loader.load(known = null) }
                failure.cause.shouldBeInstanceOf<InvalidConfigException>()
                failure.stackTraceToString() shouldNotContain "secret"
            }
        }
    }

    "an error that the service describes is a failure, whatever else is in there" {
        loading { transport, loader ->
            transport.thenConfig(configText().replaceFirst("{", """{"error":"no such key",""")).thenConfig(
                configText().replaceFirst("{", """{"error":null,"""),
            )
            shouldThrow<ConfigLoadException> { loader.load(known = null) }.message shouldContain "error"
            loader.load(known = null).shouldNotBeNull()
        }
    }

    "of what a transport throws, only the kind is told" {
        loading { transport, loader ->
            transport.thenThrow { IOException("GET https://host/config/$KEY?debug_token=token") }
            val failure = shouldThrow<ConfigLoadException> { loader.load(known = null) }
            failure.message shouldContain "IOException"
            failure.cause.shouldBeNull()
            failure.stackTraceToString() shouldNotContain KEY
        }
    }

    "a transport's own failure keeps its facts, with the key hidden in its address" {
        loading { transport, loader ->
            transport.thenThrow { ConfigLoadException("no", "https://host/api/v1/config/$KEY?x=y", 500) }
            val failure = shouldThrow<ConfigLoadException> { loader.load(known = null) }
            failure.endpoint shouldBe "host/api/v1/config/1000****_cret"
            failure.context["endpoint"] shouldBe failure.endpoint
            failure.statusCode shouldBe 500
        }
    }

    "a time-out inside the transport is a failure, not a cancellation" {
        loading { transport, loader ->
            transport.then { withTimeout(1.seconds) { CompletableDeferred<ConfigResponse>().await() } }
            shouldThrow<ConfigLoadException> { loader.load(known = null) }.message shouldContain "Timeout"
        }
    }

    "a cancelled caller is cancelled" {
        loading { transport, loader ->
            transport.then { CompletableDeferred<ConfigResponse>().await() }
            val call = async(start = CoroutineStart.UNDISPATCHED) { loader.load(known = null) }
            call.cancel()
            call.join()
            call.isCancelled shouldBe true
        }
    }

    "a draft is asked for by its id and past the cache" {
        loading { transport, loader ->
            transport.thenConfig(configText("draft"))
            loader.draft("e7").mark shouldBe "draft"
            transport.requests shouldContainExactly listOf(project.copy(lowCache = true, experienceId = "e7"))
        }
    }
})

@OptIn(ExperimentalCoroutinesApi::class)
private fun loading(test: suspend TestScope.(ConfigScript, ConfigLoader) -> Unit) = runTest {
    val service = ScriptedTransport(testTimeSource)
    test(service.configs, ConfigLoader(service, project))
    service.configs.isUsedUp shouldBe true
}
