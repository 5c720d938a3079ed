package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.DurableQueueConfig
import com.convert.sdk.SyncPolicy
import com.convert.sdk.error.DurableQueueException
import com.convert.sdk.error.TrackingDeliveryException
import com.convert.sdk.internal.runtime.OutageLog
import com.convert.sdk.internal.tracking.EventQueue
import com.convert.sdk.internal.tracking.MemoryQueue
import com.convert.sdk.internal.tracking.Offered
import com.convert.sdk.internal.tracking.RecordingLogger
import com.convert.sdk.internal.tracking.Rig
import com.convert.sdk.internal.tracking.TrackedEvent
import com.convert.sdk.internal.tracking.exposure
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.Channel.Factory.UNLIMITED
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.yield
import org.slf4j.Logger
import java.lang.reflect.Proxy
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption.APPEND
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

@OptIn(ExperimentalCoroutinesApi::class)
class DurableQueueSpec : StringSpec({
    val folder = tempdir().toPath()
    var number = 0
    fun path(): Path = folder.resolve("journal${number++}")
    suspend fun TestScope.open(
        path: Path,
        sync: SyncPolicy = SyncPolicy.EVERY_EVENT,
        capacity: Int = 100,
        scope: CoroutineScope = backgroundScope,
        log: RecordingLogger = RecordingLogger(),
        maxBytes: Long = 64L shl 20,
    ) = DurableQueue(
        DurableQueueConfig.Builder(path).apply {
            this.sync = sync
            this.maxBytes = maxBytes
        }.build(),
        MemoryQueue(capacity),
        scope,
        log,
        StandardTestDispatcher(testScheduler),
    ).also { it.open() }

    "events that were not delivered are sent by the next run, without waiting for a full batch" {
        runTest {
            val path = path()
            val first = Rig(this, queue = open(path))
            first.project = null
            first.offer("a", "b")
            first.pipeline.close(5.seconds) shouldBe 2
            val log = RecordingLogger()
            val second = Rig(this, queue = open(path, log = log))
            second.transport.thenStatus(200)
            second.settle()
            second.sent shouldContainExactly listOf(listOf("a", "b"))
            log.lines.single() shouldContain "2 events of an earlier run"
            second.verify()
            second.pipeline.close(5.seconds) shouldBe 0
            open(path).size shouldBe 0
        }
    }

    "what was delivered or refused before a clean end is not sent again" {
        runTest {
            val path = path()
            val first = Rig(this, queue = open(path))
            first.transport.thenStatus(200, 400).alwaysStatus(503)
            first.offer(1..7)
            first.settle()
            first.pipeline.close(Duration.ZERO) shouldBe 1
            open(path).peek(10).map { it.visitorId } shouldContainExactly listOf("v7")
        }
    }

    "an unexpected end of the scope lets go of the file" {
        runTest {
            val path = path()
            val scope = CoroutineScope(Job())
            val queue = open(path, scope = scope)
            queue.offer(exposure("a"))
            scope.cancel()
            runCurrent()
            queue.offer(exposure("b")) shouldBe Offered.STOPPED
            queue.sync()
            queue.close()
            open(path).peek(10).map { it.visitorId } shouldContainExactly listOf("a")
        }
    }

    "an offer that the writer has not even seen when its scope ends is answered" {
        runTest {
            val scope = CoroutineScope(Job())
            val queue = open(path(), scope = scope)
            runCurrent()
            val offer = async(start = CoroutineStart.UNDISPATCHED) { queue.offer(exposure("a")) }
            val sync = async(start = CoroutineStart.UNDISPATCHED) { queue.sync() }
            scope.cancel()
            offer.await() shouldBe Offered.STOPPED
            sync.await()
        }
    }

    "a scope that has ended before lets go of the file, too" {
        runTest {
            val path = path()
            val scope = CoroutineScope(Job()).apply { cancel() }
            open(path, scope = scope).offer(exposure("a")) shouldBe Offered.STOPPED
            open(path).size shouldBe 0
        }
    }

    "a second user is refused until the first one is done" {
        runTest {
            val path = path()
            val queue = open(path)
            shouldThrow<DurableQueueException> { open(path) }.code shouldBe "durable_queue_unavailable"
            queue.close()
            open(path).close()
        }
    }

    "a full queue and a full journal refuse the newest event" {
        runTest {
            val small = open(path(), capacity = 2)
            List(3) { async { small.offer(exposure("v$it")) } }.awaitAll() shouldContainExactly
                listOf(Offered.ACCEPTED, Offered.ACCEPTED, Offered.FULL)
            val large = open(path(), SyncPolicy.NEVER, capacity = 1_000_000, maxBytes = 1L shl 20)
            val event = exposure("x".repeat(10_000))
            val accepted = List(200) { async { large.offer(event) } }.awaitAll().count { it == Offered.ACCEPTED }
            accepted shouldBe (1 shl 20) / JournalFormat.record(StoredEvent.encode(event)).size
        }
    }

    "an event that makes way goes to the end in the file, too, when the queue is full or stopped as well" {
        runTest {
            val path = path()
            val queue = open(path, capacity = 3)
            listOf("a", "b", "c").forEach { queue.offer(exposure(it)) }
            queue.sendToBack()
            queue.stop()
            queue.sendToBack()
            queue.peek(10).map { it.visitorId } shouldContainExactly listOf("c", "a", "b")
            queue.size shouldBe 3
            queue.remove(1)
            queue.close()
            open(path).peek(10).map { it.visitorId } shouldContainExactly listOf("a", "b")
        }
    }

    "stopping refuses what comes after, and keeps what came before" {
        runTest {
            val queue = open(path())
            val before = async { queue.offer(exposure("a")) }
            runCurrent()
            queue.stop()
            queue.offer(exposure("b")) shouldBe Offered.STOPPED
            before.await() shouldBe Offered.ACCEPTED
            queue.size shouldBe 1
        }
    }

    "a caller of offer who goes away leaves the queue and the counters whole" {
        runTest {
            val path = path()
            val queue = open(path)
            val impatient = launch { queue.offer(exposure("a")) }
            yield()
            impatient.cancel()
            queue.offer(exposure("b")) shouldBe Offered.ACCEPTED
            val inMemory = queue.peek(10).map { it.visitorId }
            queue.accepted shouldBe inMemory.size
            queue.close()
            open(path).peek(10).map { it.visitorId } shouldBe inMemory
        }
    }

    "events offered at the same time share one trip to the disk" {
        runTest {
            val disk = Disk()
            val faulty = faultyQueue(path(), disk, SyncPolicy.EVERY_EVENT)
            disk.forces = 0
            val offers = List(50) { async { faulty.offer("v$it") } }
            offers.awaitAll().toSet() shouldBe setOf(Offered.ACCEPTED)
            disk.forces shouldBe 1
        }
    }

    "the disk is asked for safety as often as the settings say" {
        runTest {
            for ((policy, expected) in mapOf(
                SyncPolicy.EVERY_EVENT to listOf(1, 2, 2, 3),
                SyncPolicy.EVERY_BATCH to listOf(0, 0, 1, 2),
                SyncPolicy.NEVER to listOf(0, 0, 0, 0),
            )) {
                val disk = Disk()
                val faulty = faultyQueue(path(), disk, policy)
                disk.forces = 0
                val seen = ArrayList<Int>()
                faulty.offer("a").also { seen.add(disk.forces) }
                faulty.offer("b").also { seen.add(disk.forces) }
                faulty.ask(JournalCommand.Acknowledge(1))
                runCurrent().also { seen.add(disk.forces) }
                faulty.ask(JournalCommand.Sync())
                runCurrent().also { seen.add(disk.forces) }
                seen shouldContainExactly expected
            }
        }
    }

    "a full disk refuses events, says so once, and says when it is over" {
        runTest {
            val disk = Disk()
            val faulty = faultyQueue(path(), disk, SyncPolicy.EVERY_EVENT)
            faulty.offer("a") shouldBe Offered.ACCEPTED
            disk.free = 20
            repeat(3) { faulty.offer("b") shouldBe Offered.UNWRITABLE }
            disk.free = Long.MAX_VALUE
            faulty.offer("c") shouldBe Offered.ACCEPTED
            faulty.memory.peek(10).map { it.visitorId } shouldContainExactly listOf("a", "c")
            faulty.log.lines.size shouldBe 2
            faulty.log.lines[0] shouldContain "No space left on device"
            faulty.log.lines[1] shouldContain "3 events dropped"
        }
    }

    "an Error while writing refuses the events at hand, and the queue goes on" {
        runTest {
            val disk = Disk()
            val faulty = faultyQueue(path(), disk, SyncPolicy.EVERY_EVENT)
            faulty.offer("a")
            for (error in listOf(OutOfMemoryError("x"), NoClassDefFoundError("x"), StackOverflowError())) {
                disk.error = error
                faulty.offer("refused") shouldBe Offered.UNWRITABLE
                disk.error = error
                faulty.ask(JournalCommand.Acknowledge(1))
                faulty.offer("a") shouldBe Offered.ACCEPTED
            }
            faulty.memory.peek(10).map { it.visitorId } shouldContainExactly listOf("a", "a", "a", "a")
        }
    }

    "a logger that throws costs its line" {
        runTest {
            val path = path()
            open(path).also { it.offer(exposure("a")) }.close()
            Files.write(path, byteArrayOf(1), APPEND)
            val broken = Proxy.newProxyInstance(javaClass.classLoader, arrayOf(Logger::class.java)) { _, _, _ ->
                throw NoClassDefFoundError("a logger's own")
            } as Logger
            val dispatcher = StandardTestDispatcher(testScheduler)
            val config = DurableQueueConfig.Builder(path).build()
            val queue = DurableQueue(config, MemoryQueue(10), backgroundScope, broken, dispatcher).also { it.open() }
            queue.offer(exposure("b")) shouldBe Offered.ACCEPTED
            queue.peek(10).map { it.visitorId } shouldContainExactly listOf("a", "b")
        }
    }

    "a flush that cannot deliver has at least made the events safe" {
        runTest {
            val path = path()
            val rig = Rig(this, queue = open(path, sync = SyncPolicy.EVERY_BATCH))
            rig.transport.alwaysStatus(500)
            rig.offer("a")
            shouldThrow<TrackingDeliveryException> { rig.pipeline.flush() }
            rig.pipeline.close(Duration.ZERO)
            open(path).size shouldBe 1
        }
    }

    "events the disk refuses are counted" {
        runTest {
            val rig = Rig(this, queue = RefusingQueue)
            rig.offer("a", "b")
            rig.counters.eventsRefusedUnwritable.sum() shouldBe 2
            rig.counters.eventsDroppedQueueFull.sum() shouldBe 0
            rig.log.lines.shouldBeEmpty()
        }
    }

    "an hour of load with the service down and up again keeps the file within its bound" {
        runTest {
            val path = path()
            val queue = open(path, capacity = 500)
            val rig = Rig(this, batchSize = 10, queue = queue)
            rig.transport.thenStatus(*IntArray(20) { 500 }).alwaysStatus(200)
            repeat(3_600) {
                rig.offer("visitor-$it")
                delay(1.seconds)
            }
            delay(10.minutes)
            rig.verify()
            rig.pipeline.close(5.seconds)
            open(path).size shouldBe 0
        }
    }
})

/** A writer on a disk that does as it is told. */
private class FaultyQueue(val memory: MemoryQueue, val log: RecordingLogger) {
    val requests = Channel(UNLIMITED, onUndeliveredElement = JournalCommand::abandon)

    fun ask(request: JournalCommand) = requests.trySend(request)

    suspend fun offer(visitor: String): Offered {
        val event = exposure(visitor)
        val append = JournalCommand.Append(event, JournalFormat.record(StoredEvent.encode(event)))
        ask(append)
        return append.outcome.await()
    }
}

private fun TestScope.faultyQueue(path: Path, disk: Disk, sync: SyncPolicy): FaultyQueue {
    val file = JournalFile(path, 1L shl 20) { FaultyChannel(FileChannel.open(it, CREATE, READ, WRITE), disk) }
    file.recover { throw AssertionError(it) }
    val log = RecordingLogger()
    val queue = FaultyQueue(MemoryQueue(100), log)
    val writer = JournalWriter(file, queue.memory, sync, OutageLog(log, "Journal"))
    backgroundScope.launch { writer.run(queue.requests) }
    return queue
}

private object RefusingQueue : EventQueue by MemoryQueue(1) {
    override suspend fun offer(event: TrackedEvent) = Offered.UNWRITABLE
}
