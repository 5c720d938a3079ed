package com.convert.sdk.transport.ktor

import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.openFiles
import com.convert.sdk.transport.HttpEngine
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime

/** What is left when a request or the whole transport is over. */
@Tags("slow")
class TransportLifecycleSpec : StringSpec({ HttpEngine.entries.forEach { lifecycle(it) } })

private fun StringSpec.lifecycle(engine: HttpEngine) {
    "$engine: a transport that was never used closes nothing, and twice" {
        HttpsServer { Reply.lost }.use { server -> server.transport(engine).run { repeat(2) { close() } } }
    }

    "$engine: a closed transport sends nothing" {
        HttpsServer { Reply.of(200) }.use { server ->
            val transport = server.transport(engine).also { it.close() }
            shouldThrow<TrackingDeliveryException> { transport.sendTracking(trackingRequest) }
            server.requests.size shouldBe 0
        }
    }

    "$engine: closing leaves no connection and no thread" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            val before = threads()
            server.transport(engine).use { transport ->
                repeat(5) { transport.fetchConfig(configRequest) }
                repeat(5) { transport.sendTracking(trackingRequest) }
            }
            eventually(20.seconds) {
                // Up to JDK 20 the JDK's client ends its thread when nobody holds the client any more.
                System.gc()
                server.openConnections shouldBe 0
                (threads() - before).shouldBeEmpty()
            }
        }
    }

    "$engine: closing closes the engine: thirty transports leave no descriptor" {
        HttpsServer { Reply.json(CONFIG) }.use { server ->
            suspend fun once() = server.transport(engine).use { it.fetchConfig(configRequest) }
            once()
            val before = openFiles()
            repeat(30) { once() }
            eventually(20.seconds) {
                System.gc()
                openFiles() - before shouldBeLessThan 20
            }
        }
    }

    "$engine: closing ends a request that waits for its answer" {
        val never = CountDownLatch(1)
        HttpsServer { Reply(keepsConnection = false) { never.await() } }.use { server ->
            supervisorScope {
                val transport = server.transport(engine) { timeout = 60.seconds }
                val waiting = async { transport.sendTracking(trackingRequest) }
                eventually(5.seconds) { server.requests.size shouldBe 1 }
                transport.close()
                measureTime { shouldThrow<TrackingDeliveryException> { waiting.await() } } shouldBeLessThan 5.seconds
            }
            never.countDown()
        }
    }

    "$engine: cancelling the caller ends the request, and is no failure" {
        val never = CountDownLatch(1)
        HttpsServer { Reply(keepsConnection = true) { never.await() } }.use { server ->
            server.transport(engine) { timeout = 60.seconds }.use { transport ->
                coroutineScope {
                    var thrown: Throwable? = null
                    val waiting = launch {
                        thrown = shouldThrow<CancellationException> { transport.fetchConfig(configRequest) }
                    }
                    eventually(5.seconds) { server.requests.size shouldBe 1 }
                    waiting.cancelAndJoin()
                    (thrown is CancellationException) shouldBe true
                    never.countDown()
                    eventually(5.seconds) { server.openConnections shouldBe 0 }
                }
            }
        }
    }

    "$engine: many requests at once are all answered" {
        HttpsServer { Reply.of(200) }.use { server ->
            server.transport(engine).use { transport ->
                coroutineScope {
                    val statuses = List(40) { async { transport.sendTracking(trackingRequest).statusCode } }
                    statuses.awaitAll() shouldBe List(40) { 200 }
                }
            }
            server.requests.size shouldBe 40
        }
    }
}

/** Threads that a client could have left; those of the shared dispatchers come and go. */
private fun threads(): Set<String> = Thread.getAllStackTraces().keys.map { it.name }
    .filterNot { it.startsWith("fixture-") || it.startsWith("DefaultDispatcher-worker") }
    .toSet()
