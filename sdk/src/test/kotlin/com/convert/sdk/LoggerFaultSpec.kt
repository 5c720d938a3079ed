package com.convert.sdk

import com.convert.sdk.fixture.FAULT_PROJECT
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.withCore
import com.convert.sdk.storage.DataStore
import com.convert.sdk.transport.TrackingRequest
import com.convert.sdk.transport.TrackingResponse
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.mockk.coEvery
import io.mockk.mockk
import org.slf4j.Logger
import java.lang.reflect.Proxy
import java.util.concurrent.atomic.AtomicInteger

/** An appender may find its disk full; that costs its lines and nothing else. */
@Tags("slow")
class LoggerFaultSpec : StringSpec({
    val failures = mapOf(
        "an exception" to { IllegalStateException("the disk is full") },
        "an Error" to { AssertionError("of the appender") },
    )
    for ((what, failure) in failures) {
        "a logger that throws $what costs no decision, with a data store that fails as well" {
            val asked = AtomicInteger()
            val broken = mockk<DataStore>()
            coEvery { broken.get(any()) } throws IllegalStateException("away")
            coEvery { broken.putIfAbsent(any(), any(), any()) } throws NoClassDefFoundError("gone")
            withCore(FAULT_PROJECT, {
                logger = throwing(asked, failure)
                dataStore = broken
            }) { core ->
                core.createContext("v").runExperience("exp-e1").shouldNotBeNull()
            }
            asked.get() shouldBeGreaterThan 0
        }

        "a logger that throws $what costs no delivery, after an attempt that failed" {
            val asked = AtomicInteger()
            withCore(FAULT_PROJECT, { logger = throwing(asked, failure) }, FailingOnce()) { core ->
                repeat(3) { core.createContext("v$it").runExperience("exp-e1") }
                core.flush()
                core.metrics.eventsDelivered shouldBe 3
            }
            asked.get() shouldBeGreaterThan 0
        }
    }
})

private fun throwing(asked: AtomicInteger, failure: () -> Throwable): Logger =
    Proxy.newProxyInstance(Logger::class.java.classLoader, arrayOf(Logger::class.java)) { _, _, _ ->
        asked.incrementAndGet()
        throw failure()
    } as Logger

private class FailingOnce : RecordingTransport() {
    private val attempts = AtomicInteger()

    override suspend fun sendTracking(request: TrackingRequest): TrackingResponse =
        if (attempts.incrementAndGet() == 1) TrackingResponse(503, null) else super.sendTracking(request)
}
