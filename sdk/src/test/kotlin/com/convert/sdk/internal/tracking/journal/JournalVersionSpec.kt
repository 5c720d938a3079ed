package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.error.DurableQueueException
import com.convert.sdk.internal.tracking.exposure
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.nio.ByteBuffer
import java.nio.file.Files
import java.nio.file.Path

class JournalVersionSpec : StringSpec({
    val folder = tempdir().toPath()
    var number = 0
    fun path(): Path = folder.resolve("journal${number++}")
    val warnings = ArrayList<String>()
    fun JournalFile.visitors() = recover(warnings::add).map { it.visitorId }
    fun JournalFile.write(vararg visitors: String) =
        append(visitors.map { JournalFormat.record(StoredEvent.encode(exposure(it))) }, force = false)
    fun read(path: Path) = JournalFile(path, MAX).use { it.visitors() }
    fun copy(of: Path, bytes: ByteArray): Path = Files.write(folder.resolve("copy-of-${of.fileName}"), bytes)

    beforeTest { warnings.clear() }

    "a later version's file is told as such and left alone, whatever is in it" {
        for (version in 3..255) {
            val path = path()
            val bytes = JournalFormat.NAME + version.toByte() + ByteArray(if (version % 2 == 0) 0 else 100) { 7 }
            Files.write(path, bytes)
            val half = Files.writeString(path.resolveSibling("${path.fileName}.new"), "of the later version's making")
            val message = shouldThrow<DurableQueueException> { read(path) }.message
            message shouldContain "$path was written by a later version"
            message shouldContain "(format $version, this one reads up to 2)"
            Files.readAllBytes(path) shouldBe bytes
            Files.exists(half) shouldBe true
        }
    }

    "a damaged version byte, also with a damaged position, is told from another version" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            it.write("a", "b", "c")
            it.acknowledge(1)
        }
        val whole = Files.readAllBytes(path)
        for (version in listOf(0, 1, 3, 255)) {
            val changed = whole.clone().also { it[JournalFormat.NAME.size] = version.toByte() }
            val damaged = copy(path, changed)
            repeat(2) { read(damaged) shouldContainExactly listOf("b", "c") }
        }
        warnings.size shouldBe 4
        for (version in listOf(0, 1)) {
            val changed = whole.clone().also { it[JournalFormat.NAME.size] = version.toByte() }
            changed[JournalFormat.POSITION_AT.toInt()]++
            read(copy(path, changed)) shouldContainExactly listOf("a", "b", "c")
        }
    }

    "a journal of version 1 is read, damage included, and goes on in the current one" {
        fun first(visitor: String): ByteArray {
            val payload = StoredEvent.encode(exposure(visitor))
            return ByteBuffer.allocate(8 + payload.size).putInt(payload.size).putInt(JournalFormat.crc(payload))
                .put(payload).array()
        }
        val records = List(6) { first("v$it") }
        val position = ByteBuffer.allocate(8).putLong(JournalFormat.HEADER_SIZE + records[0].size).array()
        val header = JournalFormat.NAME + 1 + position +
            ByteBuffer.allocate(8).putInt(JournalFormat.crc(position, position.size)).array()
        val path = path()
        val whole = header + records.reduce(ByteArray::plus)
        Files.write(path, whole)
        JournalFile(path, MAX).use {
            it.visitors() shouldContainExactly listOf("v1", "v2", "v3", "v4", "v5")
            it.write("new")
            it.acknowledge(1)
        }
        warnings.shouldBeEmpty()
        read(path) shouldContainExactly listOf("v2", "v3", "v4", "v5", "new")
        whole[JournalFormat.HEADER_SIZE.toInt() + 2 * records[0].size + 3]++ // in the length of v2
        val damaged = copy(path, whole)
        repeat(2) { read(damaged) shouldContainExactly listOf("v1", "v3", "v4", "v5") }
        warnings.size shouldBe 1
    }
}) {
    private companion object {
        const val MAX = 64L shl 20
    }
}
