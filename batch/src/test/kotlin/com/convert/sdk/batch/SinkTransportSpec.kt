package com.convert.sdk.batch

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.fixture.JavaTransport
import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.transport.Transport
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import com.convert.sdk.batch.java.SinkTransport as JavaSinkTransport
import com.convert.sdk.java.Core as JavaCore
import com.convert.sdk.java.SdkConfig as JavaSdkConfig

class SinkTransportSpec : StringSpec({
    "each payload that the service took is handed on, as it was sent" {
        val service = RecordingTransport()
        val taken = CopyOnWriteArrayList<String>()
        val transport = SinkTransport(service, taken::add)
        val core = shop(transport)
        repeat(5) { core.deliver(it) }
        core.shutdown()
        taken shouldBe service.bodies
        taken.size shouldBe 5
        taken[0] shouldContain "visitor-0"
        transport.sinkMetrics shouldBe SinkMetrics(handedOn = 5, failed = 0, dropped = 0, waiting = 0)
        service.isClosed shouldBe true
    }

    "what the service did not take at first is handed on once; what it refused is not handed on" {
        val service = RecordingTransport().apply { tracking.thenStatus(503, 200, 400) }
        val taken = CopyOnWriteArrayList<String>()
        val core = shop(SinkTransport(service, taken::add))
        core.deliver(0)
        core.deliver(1)
        core.shutdown()
        service.bodies.size shouldBe 3
        taken shouldBe service.bodies.take(1)
    }

    "a sink that hangs delays no delivery, and costs it the payloads that find the queue full" {
        val service = RecordingTransport()
        val hanging = CountDownLatch(1)
        val begun = CountDownLatch(1)
        val transport = SinkTransport(
            service,
            {
                begun.countDown()
                hanging.await()
            },
            2,
        )
        val core = shop(transport)
        core.deliver(0)
        begun.await()
        (1..5).forEach { core.deliver(it) }
        service.bodies.size shouldBe 6
        transport.sinkMetrics shouldBe SinkMetrics(handedOn = 0, failed = 0, dropped = 3, waiting = 3)
        core.metrics.eventsDelivered shouldBe 6
        hanging.countDown()
        core.shutdown()
        transport.sinkMetrics shouldBe SinkMetrics(handedOn = 3, failed = 0, dropped = 3, waiting = 0)
    }

    "what a sink throws, an error too, is counted and reaches nobody" {
        val service = RecordingTransport()
        val failures = ArrayDeque<Throwable>(listOf(NoClassDefFoundError("x"), IllegalStateException("y")))
        val transport = SinkTransport(service, { failures.removeFirstOrNull()?.let { throw it } })
        val core = shop(transport)
        repeat(3) { core.deliver(it) }
        core.shutdown().eventsLeft shouldBe 0
        service.bodies.size shouldBe 3
        transport.sinkMetrics shouldBe SinkMetrics(handedOn = 1, failed = 2, dropped = 0, waiting = 0)
    }

    "a payload that is delivered after closing is counted as dropped" {
        val transport = SinkTransport(RecordingTransport(), {})
        val core = shop(transport)
        transport.close()
        core.deliver(0)
        transport.sinkMetrics shouldBe SinkMetrics(handedOn = 0, failed = 0, dropped = 1, waiting = 0)
        core.shutdown()
    }

    "a capacity out of bounds is refused" {
        shouldThrow<IllegalArgumentException> { SinkTransport(RecordingTransport(), {}, 0) }.message shouldBe
            "capacity must be in 1..100000 payloads, was 0"
    }

    "from Java the same" {
        val service = RecordingTransport().apply { tracking.thenStatus(503, 200, 400) }
        val taken = CopyOnWriteArrayList<String>()
        val transport = JavaSinkTransport(JavaTransport(service), taken::add)
        val core = JavaCore(JavaSdkConfig.builder().data(SHOP).flushOnShutdown(false).build(), transport).initialize()
        repeat(3) {
            core.createContext("visitor-$it").runExperience("banner")
            core.flush()
        }
        core.close()
        service.bodies.size shouldBe 4
        taken shouldBe listOf(service.bodies[0], service.bodies[3])
        transport.sinkMetrics shouldBe SinkMetrics(handedOn = 2, failed = 0, dropped = 0, waiting = 0)
        service.isClosed shouldBe true
    }
})

private suspend fun shop(transport: Transport): Core = Core(
    SdkConfig {
        data(SHOP)
        flushOnShutdown = false
    },
    transport,
).initialize()

private suspend fun Core.deliver(number: Int) {
    createContext("visitor-$number").runExperience("banner")
    flush()
}
