package com.convert.sdk

import com.convert.sdk.fixture.Certificates
import com.convert.sdk.fixture.FAULT_PROJECT
import com.convert.sdk.fixture.FaultLine
import com.convert.sdk.fixture.HttpsServer
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.openFiles
import com.convert.sdk.fixture.shouldBalance
import com.convert.sdk.internal.defaultTransport
import com.convert.sdk.internal.runtime.Logs
import io.kotest.assertions.nondeterministic.eventually
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeLessThanOrEqual
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.longs.shouldBeLessThanOrEqual
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import org.slf4j.helpers.NOPLogger
import java.lang.management.ManagementFactory
import java.lang.ref.WeakReference
import kotlin.time.Duration.Companion.seconds

/** What is left of instances that were closed, in the manner of [FaultSuiteSpec]. */
@Tags("slow")
class InstanceFaultSpec : StringSpec({
    "many instances are opened and closed" {
        val count = if (FaultLine.isFull) 1_000 else 40
        val house = autoClose(House())
        // Classes, pools and buffers that come with the first ones stay.
        repeat(5) { house.openAndClose("first-$it") }
        val before = Residue()
        val instances = (0 until count).map { WeakReference(house.openAndClose("visitor-$it")) }
        eventually(60.seconds) {
            ManagementFactory.getMemoryMXBean().gc()
            instances.filter { it.get() != null }.shouldBeEmpty()
            house.openConnections shouldBe 0
            val now = Residue()
            now.threads.size shouldBeLessThanOrEqual before.threads.size + 2
            now.files shouldBeLessThanOrEqual before.files + 4
            now.heap shouldBeLessThan before.heap + HEAP_TOLERANCE
        }
        house.line("17 $count instances opened and closed").settle()
    }
})

private const val HEAP_TOLERANCE = 8L shl 20

/** A CDN and a tracking service, and instances with transports of their own that come and go. */
private class House : AutoCloseable {
    private val offered = HashSet<String>()
    private val cdn = HttpsServer { Reply.json(FAULT_PROJECT) }
    private val metrics = HttpsServer { Reply.of(200) }
    private val logs = Logs(NOPLogger.NOP_LOGGER)
    private val config = SdkConfig {
        sdkKey = "10012345/10067890"
        transport {
            baseUrl = cdn.url
            trackBaseUrl = "${metrics.url}/[project_id]/v1"
        }
    }

    val openConnections: Int get() = cdn.openConnections + metrics.openConnections

    suspend fun openAndClose(visitor: String): Core {
        val core = Core(config, defaultTransport(config.transport, logs, Dispatchers.IO, Certificates.trust))
        core.initialize()
        core.createContext(visitor).trackConversion("goal").isTracked shouldBe true
        offered += visitor
        core.shutdown() shouldBe ShutdownResult(0)
        core.metrics.shouldBalance()
        return core
    }

    fun line(fault: String): FaultLine {
        val visitor = Regex(""""visitorId":"([^"]*)"""")
        return FaultLine(fault, offered, metrics.requests.map { visitor.find(it.text)!!.groupValues[1] }, dropped = 0)
    }

    override fun close() {
        cdn.close()
        metrics.close()
    }
}

/** What this process holds at the moment, without what all coroutines of the process share. */
private class Residue {
    private val memory = ManagementFactory.getMemoryMXBean()

    val threads: Set<String> = Thread.getAllStackTraces().keys.map { "${it.name}#${System.identityHashCode(it)}" }
        .filterNot { it.startsWith("DefaultDispatcher-worker") || it.startsWith("kotlinx.coroutines") }
        .toSet()
    val files: Long = openFiles()
    val heap: Long = memory.gc().let { memory.heapMemoryUsage.used }
}
