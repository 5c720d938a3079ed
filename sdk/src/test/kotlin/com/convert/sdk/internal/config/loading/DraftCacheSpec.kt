package com.convert.sdk.internal.config.loading

import com.convert.sdk.internal.config.reading.SnapshotReader
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import java.io.IOException
import kotlin.time.Duration.Companion.seconds

@OptIn(ExperimentalCoroutinesApi::class)
class DraftCacheSpec : StringSpec({
    "an experience is fetched once a minute however often it is asked for" {
        runTest {
            val desk = Desk(this)
            desk.drafts.get("e1").mark shouldBe "e1"
            delay(59.seconds)
            desk.drafts.get("e1")
            desk.asked shouldContainExactly listOf("e1")
            delay(1.seconds)
            desk.drafts.get("e1")
            desk.asked shouldContainExactly listOf("e1", "e1")
        }
    }

    "each experience is fetched for itself" {
        runTest {
            val desk = Desk(this)
            desk.drafts.get("e1").mark shouldBe "e1"
            desk.drafts.get("e2").mark shouldBe "e2"
        }
    }

    "callers at the same time share a request" {
        runTest {
            val desk = Desk(this)
            desk.answer = { delay(3.seconds) }
            List(10) { async { desk.drafts.get("e1") } }.awaitAll() shouldHaveSize 10
            desk.asked shouldContainExactly listOf("e1")
        }
    }

    "a failure is not remembered" {
        runTest {
            val desk = Desk(this)
            desk.answer = { throw IOException() }
            shouldThrow<IOException> { desk.drafts.get("e1") }
            desk.answer = {}
            desk.drafts.get("e1").mark shouldBe "e1"
        }
    }

    "a caller that is cancelled does not take the request from others" {
        runTest {
            val desk = Desk(this)
            desk.answer = { delay(3.seconds) }
            val first = launch { desk.drafts.get("e1") }
            val second = async { desk.drafts.get("e1") }
            runCurrent()
            first.cancelAndJoin()
            second.await().mark shouldBe "e1"
        }
    }

    "of many experiences the latest are remembered" {
        runTest {
            val desk = Desk(this)
            repeat(65) { desk.drafts.get("e$it") }
            desk.drafts.get("e64")
            desk.drafts.get("e1")
            desk.asked shouldHaveSize 65
            desk.drafts.get("e0")
            desk.asked shouldHaveSize 66
        }
    }

    "closing ends a request, and says so to its caller" {
        runTest {
            val scope = CoroutineScope(backgroundScope.coroutineContext)
            val desk = Desk(this, scope)
            desk.answer = { delay(3.seconds) }
            supervisorScope {
                val call = async { desk.drafts.get("e1") }
                runCurrent()
                scope.cancel()
                shouldThrow<IllegalStateException> { call.await() }.message shouldContain "closed"
            }
        }
    }
})

@OptIn(ExperimentalCoroutinesApi::class)
private class Desk(test: TestScope, scope: CoroutineScope = test.backgroundScope) {
    val asked = ArrayList<String>()
    var answer: suspend () -> Unit = {}

    val drafts = DraftCache(scope, test.testTimeSource) { id ->
        asked.add(id)
        answer()
        SnapshotReader.read(configText(id), null)
    }
}
