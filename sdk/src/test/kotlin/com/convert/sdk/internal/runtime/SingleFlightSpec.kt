package com.convert.sdk.internal.runtime

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

@OptIn(ExperimentalCoroutinesApi::class)
class SingleFlightSpec : StringSpec({
    "whoever comes while a call is under way gets its outcome, later ones that of a new call" {
        runTest {
            var calls = 0
            val shared = SingleFlight(backgroundScope, "test") {
                delay(1.seconds)
                ++calls
            }
            List(3) { async { shared.await() } }.awaitAll() shouldContainExactly listOf(1, 1, 1)
            shared.await() shouldBe 2
        }
    }

    "a failure goes to all who wait, and not to those who come later" {
        runTest {
            var calls = 0
            val shared = SingleFlight(backgroundScope, "test") {
                delay(1.seconds)
                if (++calls == 1) throw IOException()
            }
            supervisorScope {
                List(3) { async { shared.await() } }.forEach { shouldThrow<IOException> { it.await() } }
            }
            shared.await()
        }
    }

    "who asks for the failure gets errors too, or nothing" {
        runTest {
            var calls = 0
            val shared = SingleFlight(backgroundScope, "test") { if (++calls == 1) throw StackOverflowError() }
            shared.failure().shouldBeInstanceOf<StackOverflowError>()
            shared.failure().shouldBeNull()
        }
    }

    "closing cancels those who wait, and whoever comes later" {
        runTest {
            val shared = SingleFlight(backgroundScope, "test") { delay(1.seconds) }
            supervisorScope {
                val call = async { shared.await() }
                yield()
                shared.close()
                shouldThrow<CancellationException> { call.await() }
                shouldThrow<CancellationException> { shared.await() }
            }
        }
    }

    "a call that was cancelled ends before another one begins, however many were cancelled between" {
        runTest {
            var running = 0
            val shared = SingleFlight(backgroundScope, "test") {
                running++ shouldBe 0
                withContext(NonCancellable) { delay(5.seconds) }
                running--
            }
            repeat(3) { withTimeoutOrNull(1.seconds) { shared.await() } }
            shared.await()
            currentTime shouldBe 10_000
        }
    }

    "with callers that come and go on many threads, there never are two calls at once, and none stays behind" {
        val scope = CoroutineScope(Dispatchers.Default)
        val running = AtomicInteger()
        val most = AtomicInteger()
        val shared = SingleFlight(scope, "test") {
            try {
                most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
                delay(1.milliseconds)
            } finally {
                running.decrementAndGet()
            }
        }
        withContext(Dispatchers.Default) {
            repeat(16) { seed ->
                val random = Random(seed)
                launch {
                    repeat(500) { withTimeoutOrNull(random.nextInt(3).milliseconds) { shared.await() } }
                }
            }
        }
        most.get() shouldBe 1
        shared.await()
        running.get() shouldBe 0
        scope.cancel()
    }
})
