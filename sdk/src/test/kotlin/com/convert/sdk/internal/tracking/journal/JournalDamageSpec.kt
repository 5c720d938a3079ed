package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.error.DurableQueueException
import com.convert.sdk.fixture.FaultLine
import com.convert.sdk.internal.tracking.exposure
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainAll
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveAtMostSize
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.random.Random

/**
 * Damage of every kind to a journal of [EVENTS] events: what is lost is at most what was hit. The long form has every
 * bit, every cut and all of the garbage.
 */
@Tags("slow")
class JournalDamageSpec : StringSpec({
    val folder = tempdir().toPath()
    val path = folder.resolve("journal")
    val disk = FastDisk()
    val visitors = List(EVENTS) { "v$it" }
    val records = visitors.map { JournalFormat.record(StoredEvent.encode(exposure(it))) }
    val borders = records.runningFold(JournalFormat.HEADER_SIZE.toInt()) { at, record -> at + record.size }
    val whole = JournalFormat.header().array() + records.reduce(ByteArray::plus)

    fun open(warnings: MutableList<String> = ArrayList()): Pair<JournalFile, List<String>> {
        val file = JournalFile(path, Long.MAX_VALUE, disk)
        return file to file.recover(warnings::add).map { it.visitorId }
    }

    /** It opens with all of [expected], and then works. */
    fun survives(bytes: ByteArray, expected: Collection<String>) {
        Files.write(path, bytes)
        val warnings = ArrayList<String>()
        val (file, found) = open(warnings)
        file.use {
            found shouldContainAll expected
            visitors shouldContainAll found
            found shouldContainExactly found.distinct()
            warnings shouldHaveAtMostSize 1
            it.append(listOf(JournalFormat.record(StoredEvent.encode(exposure("new")))), force = true)
            it.acknowledge(found.size / 2)
        }
        val (again, left) = open(warnings)
        again.close()
        left shouldContainExactly found.drop(found.size / 2) + "new"
        warnings shouldHaveAtMostSize 1
    }

    /** As [survives], or refused as a later version's: garbage over a version and its checksum says so. */
    fun survivesOrIsLater(bytes: ByteArray, expected: Collection<String>) = try {
        survives(bytes, expected)
    } catch (e: DurableQueueException) {
        e.message shouldContain "written by a later version"
        (bytes[JournalFormat.NAME.size].toInt() and 0xFF) shouldBeGreaterThan JournalFormat.VERSION
        Files.readAllBytes(path).contentEquals(bytes) shouldBe true
    }

    fun missed(from: Int, to: Int) = visitors.filterIndexed { n, _ -> borders[n + 1] <= from || borders[n] >= to }

    "a bit flipped anywhere costs at most the event that it is in" {
        var cases = 0
        for (at in whole.indices) {
            for (bit in if (FaultLine.isFull) 0..7 else at % 8..at % 8) {
                val bytes = whole.clone().also { it[at] = (it[at].toInt() xor (1 shl bit)).toByte() }
                withClue("byte $at, bit $bit") { survives(bytes, missed(at, at + 1)) }
                cases++
            }
        }
        println("journal: $cases flipped bits, no event lost that was not hit")
    }

    "a file cut off anywhere keeps the events before" {
        for (size in 0..whole.size step if (FaultLine.isFull) 1 else 5) {
            withClue("$size bytes") { survives(whole.copyOf(size), missed(size, whole.size)) }
        }
    }

    "garbage put between or written over costs at most the events that it hits" {
        repeat(if (FaultLine.isFull) 1_000 else 200) { run ->
            val random = Random(run)
            val garbage = random.nextBytes(random.nextInt(1, 2_000))
            val at = random.nextInt(whole.size)
            val end = minOf(at + garbage.size, whole.size)
            withClue("run $run: ${garbage.size} bytes at $at") {
                survivesOrIsLater(whole.copyOf(at) + garbage + whole.copyOfRange(end, whole.size), missed(at, end))
                survivesOrIsLater(whole.copyOf(at) + garbage + whole.copyOfRange(at, whole.size), missed(at, at + 1))
                survivesOrIsLater(whole.copyOf(at) + whole.copyOfRange(end, whole.size), missed(at, end))
            }
        }
    }

    "damage to what was delivered loses nothing that waits, also when bytes before it are missing" {
        for (removed in listOf(1, records[0].size, 7 * records[0].size)) {
            Files.write(path, whole)
            open().first.use { it.acknowledge(20) }
            val bytes = Files.readAllBytes(path)
            survives(bytes.copyOf(100) + bytes.copyOfRange(100 + removed, bytes.size), visitors.drop(20))
        }
    }

    "what was damaged is kept beside the journal, as it was, and said in one line" {
        folder.damaged().forEach(Files::delete)
        val bytes = whole.clone().also { it[borders[7] + 20]++ }
        Files.write(path, bytes)
        val warnings = ArrayList<String>()
        open(warnings).first.close()
        val kept = folder.damaged().single()
        val record = bytes.copyOfRange(borders[7], borders[8])
        Files.readAllBytes(kept).decodeToString().contains(record.decodeToString()) shouldBe true
        warnings.single() shouldContain "${Files.size(kept)} bytes are damaged and are kept in ${kept.name}"
        warnings.single() shouldContain "49 events recovered"
        open(warnings).first.close()
        warnings shouldHaveSize 1
    }

    "files with damaged bytes are at most eight, the oldest makes way" {
        folder.damaged().forEach(Files::delete)
        val seen = LinkedHashSet<Path>()
        repeat(12) {
            Files.write(path, whole.clone().also { it[100]++ })
            open().first.close()
            seen += folder.damaged()
        }
        folder.damaged() shouldContainExactly seen.toList().takeLast(DamagedBytes.MAX_FILES)
    }

    "without room to keep it, damage stays in the journal and costs no more than before" {
        folder.damaged().forEach(Files::delete)
        val bytes = whole.clone().also { it[borders[7] + 20]++ }
        Files.write(path, bytes + 1 + 2 + 3)
        disk.faults.free = 10
        val warnings = ArrayList<String>()
        val (file, found) = open(warnings)
        found shouldContainExactly visitors - "v7"
        warnings.single() shouldContain "stay in the journal"
        folder.damaged().shouldBeEmpty()
        disk.faults.free = Long.MAX_VALUE
        file.use {
            it.append(listOf(records[0]), force = true)
            it.acknowledge(40)
        }
        open(warnings).also { it.first.close() }.second shouldContainExactly (visitors - "v7").drop(40) + "v0"
        folder.damaged().shouldNotBeEmpty()
    }
})

/** Real files, but nobody waits until they are safe. */
private class FastDisk : JournalDisk {
    val faults = Disk().apply { isReal = false }

    override fun open(path: Path) = FaultyChannel(FileChannel.open(path, CREATE, READ, WRITE), faults)

    override fun forceFolder(folder: Path) = Unit
}

private fun Path.damaged() = listDirectoryEntries("journal.damaged-*").sorted()

private const val EVENTS = 50
