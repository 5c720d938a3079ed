package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.error.DurableQueueException
import com.convert.sdk.internal.tracking.exposure
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.IOException
import java.nio.channels.FileChannel
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption.CREATE
import java.nio.file.StandardOpenOption.READ
import java.nio.file.StandardOpenOption.WRITE

class JournalFileSpec : StringSpec({
    val folder = tempdir().toPath()
    var number = 0
    fun path(): Path = folder.resolve("journal${number++}")
    fun record(visitor: String) = JournalFormat.record(StoredEvent.encode(exposure(visitor)))
    val warnings = ArrayList<String>()
    fun JournalFile.visitors() = recover(warnings::add).map { it.visitorId }
    fun JournalFile.write(vararg visitors: String, force: Boolean = false) =
        append(visitors.map(::record), force)
    fun read(path: Path) = JournalFile(path, MAX).use { it.visitors() }
    fun copy(of: Path, bytes: ByteArray): Path = Files.write(folder.resolve("copy-of-${of.fileName}"), bytes)

    beforeTest { warnings.clear() }

    "what was appended comes back in order" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors().shouldBeEmpty()
            it.write("a", "b")
            it.write("c", force = true)
        }
        read(path) shouldContainExactly listOf("a", "b", "c")
        warnings.shouldBeEmpty()
    }

    "what was acknowledged does not come back" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            it.write("a", "b", "c")
            it.acknowledge(2)
        }
        JournalFile(path, MAX).use {
            it.visitors() shouldContainExactly listOf("c")
            it.write("d")
            it.acknowledge(1)
        }
        read(path) shouldContainExactly listOf("d")
    }

    "a file cut off at any byte of its last record loses that record only, with one warning" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            it.write("a", "b", "last")
        }
        val whole = Files.readAllBytes(path)
        val last = record("last").size
        for (cut in 1..last) {
            val torn = copy(path, whole.copyOf(whole.size - cut))
            withClue("$cut bytes cut off") {
                warnings.clear()
                // Without its second border a record is whole.
                val kept = if (cut == 1) listOf("a", "b", "last") else listOf("a", "b")
                // A border by itself is nobody's loss.
                val expected = if (cut == 1 || cut >= last - 1) 0 else 1
                JournalFile(torn, MAX).use {
                    it.visitors() shouldContainExactly kept
                    it.write("c")
                }
                warnings.size shouldBe expected
                read(torn) shouldContainExactly kept + "c"
                warnings.size shouldBe expected
            }
        }
    }

    "a byte changed anywhere in a record loses that record only" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            it.write("a", "b")
        }
        val whole = Files.readAllBytes(path)
        for (at in whole.size - record("b").size until whole.size) {
            val changed = whole.clone().also { it[at] = (it[at].toInt() xor 0x15).toByte() }
            withClue("byte $at") { read(copy(path, changed)) shouldContainExactly listOf("a") }
        }
    }

    "a damaged record between good ones costs itself only, and positions stay right" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            it.write("a", "b", "c", "d")
        }
        val bytes = Files.readAllBytes(path)
        val inB = JournalFormat.HEADER_SIZE.toInt() + record("a").size + JournalFormat.RECORD_OVERHEAD + 3
        bytes[inB] = 99
        val damaged = copy(path, bytes)
        JournalFile(damaged, MAX).use {
            it.visitors() shouldContainExactly listOf("a", "c", "d")
            it.write("e")
            it.acknowledge(2)
        }
        warnings.size shouldBe 1
        read(damaged) shouldContainExactly listOf("d", "e")
    }

    "a record of a later release is skipped, also at the end" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            it.append(listOf(record("a"), JournalFormat.record(byteArrayOf(77, 1))), force = false)
        }
        JournalFile(path, MAX).use {
            it.visitors() shouldContainExactly listOf("a")
            it.write("b", "c")
            it.acknowledge(2)
        }
        read(path) shouldContainExactly listOf("c")
    }

    "with damage between and behind them, events that are delivered are told from those that are not" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            it.write("a", "b", "c", "d", "e")
        }
        val bytes = Files.readAllBytes(path)
        val size = record("a").size
        val start = JournalFormat.HEADER_SIZE.toInt()
        bytes[start + 3 * size - 1]++
        val unknown = (0..255).firstNotNullOf { filler ->
            val payload = ByteArray(size - JournalFormat.RECORD_OVERHEAD) { filler.toByte() }.also { it[0] = 77 }
            JournalFormat.record(payload).takeIf { it.size == size }
        }
        unknown.copyInto(bytes, start + 4 * size)
        val broken = copy(path, bytes)
        JournalFile(broken, MAX).use {
            it.visitors() shouldContainExactly listOf("a", "b", "d")
            it.acknowledge(1)
        }
        JournalFile(broken, MAX).use {
            it.visitors() shouldContainExactly listOf("b", "d")
            it.acknowledge(1)
        }
        read(broken) shouldContainExactly listOf("d")
    }

    "a damaged position makes everything come again rather than nothing" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            it.write("a", "b", "c")
            it.acknowledge(2)
        }
        val whole = Files.readAllBytes(path)
        for (at in JournalFormat.POSITION_AT until JournalFormat.HEADER_SIZE) {
            val changed = whole.clone().also { it[at.toInt()] = (it[at.toInt()].toInt() xor 0x40).toByte() }
            read(copy(path, changed)) shouldContainExactly listOf("a", "b", "c")
        }
        val inRecord = whole.clone()
        val at = JournalFormat.POSITION_AT.toInt()
        JournalFormat.position(30, mark = 0).get(inRecord, at, JournalFormat.POSITION_SIZE)
        read(copy(path, inRecord)) shouldContainExactly listOf("a", "b", "c")
    }

    "a header that was not written to its end is written again" {
        for (size in 0..JournalFormat.HEADER_SIZE.toInt()) {
            val path = path()
            Files.write(path, JournalFormat.header().array().copyOf(size))
            JournalFile(path, MAX).use {
                it.visitors().shouldBeEmpty()
                it.write("a")
            }
            read(path) shouldContainExactly listOf("a")
        }
    }

    "a file that is something else is refused and left alone" {
        for (text in listOf("x", "something else entirely, and not short")) {
            val path = path()
            Files.writeString(path, text)
            shouldThrow<DurableQueueException> { read(path) }.message.shouldContain("$path is not a journal")
            Files.readString(path) shouldBe text
            Files.delete(path)
            read(path).shouldBeEmpty() // the lock is free again
        }
    }

    "a folder that is not there is a typed error" {
        shouldThrow<DurableQueueException> { JournalFile(folder.resolve("no/such/folder"), MAX) }
        shouldThrow<DurableQueueException> { JournalFile(Files.createDirectory(path()), MAX) }
    }

    "when all is delivered, a large file starts over" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            val large = "x".repeat(300_000)
            repeat(4) { _ -> it.write(large) }
            it.acknowledge(3)
            Files.size(path) shouldBe 4 * record(large).size + JournalFormat.HEADER_SIZE
            it.acknowledge(1)
            Files.size(path) shouldBe JournalFormat.HEADER_SIZE
            repeat(5) { _ -> it.write(large) }
        }
        read(path).size shouldBe 5
    }

    "a file at its limit leaves delivered records behind, and refuses only when that gains too little" {
        val path = path()
        val size = record("v000").size
        JournalFile(path, maxBytes = JournalFormat.HEADER_SIZE + 100L * size).use { file ->
            file.visitors()
            for (n in 0 until 1_000) {
                file.hasRoom(size, pending = 0) shouldBe true
                file.write("v%03d".format(n))
                if (n >= 50) file.acknowledge(1)
            }
            Files.size(path) shouldBeLessThanOrEqualTo JournalFormat.HEADER_SIZE + 100L * size
            for (n in 0 until 50) if (file.hasRoom(size, pending = 0)) file.write("w%03d".format(n))
            file.hasRoom(size, pending = 0) shouldBe false
        }
        val all = read(path)
        all.take(50) shouldContainExactly (950 until 1_000).map { "v$it" }
        all.drop(50) shouldContainExactly List(all.size - 50) { "w%03d".format(it) }
        Files.exists(path.resolveSibling("${path.fileName}.new")) shouldBe false
    }

    "what a crash in the middle of leaving records behind left is swept away" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            it.write("a")
        }
        val half = path.resolveSibling("${path.fileName}.new")
        Files.writeString(half, "half a copy")
        read(path) shouldContainExactly listOf("a")
        Files.exists(half) shouldBe false
    }

    "on a full disk an append fails as a whole, and one after it works as soon as there is room" {
        val path = path()
        val disk = Disk()
        val size = record("a").size
        JournalFile(path, MAX) { FaultyChannel(FileChannel.open(it, CREATE, READ, WRITE), disk) }.use {
            it.visitors()
            it.write("a")
            for (room in 0L until 2L * size) {
                disk.free = room
                shouldThrow<IOException> { it.write("b", "c") }
            }
            disk.free = Long.MAX_VALUE
            it.write("d")
        }
        read(path) shouldContainExactly listOf("a", "d")
        warnings.shouldBeEmpty()
    }

    "on a full disk, delivered events make room for new ones" {
        val path = path()
        val disk = Disk()
        JournalFile(path, MAX) { FaultyChannel(FileChannel.open(it, CREATE, READ, WRITE), disk) }.use {
            it.visitors()
            it.write("a", "b")
            it.acknowledge(1)
            disk.free = 0
            shouldThrow<IOException> { it.write("c") }
            disk.free = 2L * JournalFormat.POSITION_SIZE // written over, but counted
            it.acknowledge(1)
            it.write("d")
        }
        read(path) shouldContainExactly listOf("d")
    }

    "a failed append that cannot be taken back blocks the next one until it can" {
        val path = path()
        val disk = Disk()
        val size = record("a").size.toLong()
        JournalFile(path, MAX) { FaultyChannel(FileChannel.open(it, CREATE, READ, WRITE), disk) }.use {
            it.visitors()
            it.write("a")
            disk.free = size // room for the first of two
            disk.truncateFails = true
            shouldThrow<IOException> { it.write("b", "c") }
            disk.free = Long.MAX_VALUE
            shouldThrow<IOException> { it.write("d") }
            disk.truncateFails = false
            it.write("e")
        }
        read(path) shouldContainExactly listOf("a", "e")
    }

    "an event that could not be forced to the disk was not accepted" {
        val path = path()
        val disk = Disk()
        JournalFile(path, MAX) { FaultyChannel(FileChannel.open(it, CREATE, READ, WRITE), disk) }.use {
            it.visitors()
            disk.forceFails = true
            shouldThrow<IOException> { it.write("a", force = true) }
            disk.forceFails = false
            it.write("b", force = true)
        }
        read(path) shouldContainExactly listOf("b")
    }

    "without room for a copy, a file at its limit stays as it is" {
        val path = path()
        val disk = Disk()
        val size = record("v000").size
        JournalFile(path, JournalFormat.HEADER_SIZE + 4L * size) {
            FaultyChannel(FileChannel.open(it, CREATE, READ, WRITE), disk)
        }.use {
            it.visitors()
            repeat(4) { n -> it.write("v00$n") }
            it.acknowledge(3)
            disk.free = 10
            it.hasRoom(size, pending = 0) shouldBe false
            disk.free = Long.MAX_VALUE
            it.hasRoom(size, pending = 0) shouldBe true
            it.write("v004")
            Files.size(path) shouldBeLessThan JournalFormat.HEADER_SIZE + 4L * size
        }
        read(path) shouldContainExactly listOf("v003", "v004")
    }
}) {
    private companion object {
        const val MAX = 64L shl 20
    }
}
