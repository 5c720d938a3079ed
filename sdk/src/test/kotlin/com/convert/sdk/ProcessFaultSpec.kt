package com.convert.sdk

import com.convert.sdk.fixture.FAULT_PROJECT
import com.convert.sdk.fixture.FaultBench
import com.convert.sdk.fixture.FaultChild
import com.convert.sdk.fixture.FaultLine
import com.convert.sdk.fixture.Reply
import com.convert.sdk.fixture.fault
import com.convert.sdk.internal.tracking.ChildJvm
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import kotlin.io.path.fileSize
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.random.Random

/** Faults that take a process of their own, in the manner of [FaultSuiteSpec]. */
@Tags("slow")
class ProcessFaultSpec : StringSpec({
    val rounds = Integer.getInteger("convert.kill.rounds", if (FaultLine.isFull) 20 else 3)

    "a process with a durable queue is killed under load" {
        val folder = tempdir().toPath()
        fault("12 kill -9 with the durable queue, $rounds rounds", configure = { inFolder(folder) }) {
            val requests = AtomicInteger()
            metrics.script = { if (requests.incrementAndGet() % 3 == 0) Reply.of(503) else take(it) }
            repeat(rounds) { round ->
                val before = offered.size
                child(folder, "round$round").use {
                    it.awaitLine("ready")
                    repeat(Random.nextInt(1, 1_000)) { _ -> it.nextLine() }
                    enter(it.kill())
                }
                offered.size shouldBeGreaterThan before
            }
            metrics.script = ::take
            core.initialize()
            deliver()
            // Written to the journal, and killed before it could say so.
            offered += taken
        }
    }

    "the disk is full for the durable queue and the cache" {
        val folder = tempdir().toPath()
        fault("13 disk full for the durable queue and the cache", configure = { inFolder(folder) }) {
            metrics.script = { Reply.of(503) }
            child(folder, "v", "3000", largestFile = DISK).use {
                it.awaitLine("ready")
                it.awaitLine("offered")
                folder.resolve("cache").fileSize() shouldBeLessThan DISK.toLong()
                cdn.script = { Reply.json(LARGE_PROJECT) }
                metrics.script = ::take
                val lines = it.await()
                it.exitCode shouldBe 0
                enter(lines)
                // The place of what was delivered is used again.
                lines shouldContain "A v-3000"
                lines shouldContain "left 0"
                droppedElsewhere = lines.first { line -> line.startsWith("dropped ") }.substringAfter(' ').toLong()
                droppedElsewhere shouldBe lines.count { line -> line.startsWith("R ") }.toLong()
                droppedElsewhere shouldBeGreaterThan 0
            }
            // What could not be written did not spoil what was there.
            folder.listDirectoryEntries().map { it.name } shouldContainExactlyInAnyOrder
                listOf("cache", "journal", "journal.lock")
            cdn.close()
            core.initialize().state.value shouldBe CoreState.Ready(ConfigSource.CACHE)
            deliver()
        }
    }
})

private const val DISK = 64 * 1024

private val LARGE_PROJECT = FAULT_PROJECT.dropLast(1) + ""","padding":"${"x".repeat(2 * DISK)}"}"""

private fun SdkConfig.Builder.inFolder(folder: Path) {
    batchSize = 100
    cacheFile = folder.resolve("cache")
    durableQueue(folder.resolve("journal")) { }
}

private fun FaultBench.child(folder: Path, vararg arguments: String, largestFile: Int? = null) =
    ChildJvm(FaultChild::class.java.name, *address, "$folder", *arguments, largestFile = largestFile)

/** What another process has offered. */
private fun FaultBench.enter(lines: List<String>) {
    offered += lines.filter { it.startsWith("A ") || it.startsWith("R ") }.map { it.drop(2) }
}
