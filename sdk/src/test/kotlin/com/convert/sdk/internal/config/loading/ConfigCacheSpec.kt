package com.convert.sdk.internal.config.loading

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import java.io.IOException
import java.nio.ByteBuffer
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import java.nio.file.attribute.PosixFilePermissions
import kotlin.io.path.exists
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name

class ConfigCacheSpec : StringSpec({
    fun caching(test: suspend Caching.() -> Unit) {
        val folder = tempdir().toPath()
        runTest { Caching(this, folder).test() }
    }

    "what was kept comes back" {
        caching {
            cache.write(configText("ä€𝄞"))
            reopened().read()?.mark shouldBe "ä€𝄞"
            lines.shouldBeEmpty()
        }
    }

    "no file is no trouble" {
        caching {
            cache.read().shouldBeNull()
            lines.shouldBeEmpty()
        }
    }

    "what is newer takes the place of what is older, and nothing else is left in the folder" {
        caching {
            cache.write(configText("a"))
            cache.write(configText("b"))
            reopened().read()?.mark shouldBe "b"
            folder.listDirectoryEntries().map { it.name } shouldContainExactly listOf("config")
        }
    }

    "only the owner may read and write the file" {
        caching {
            cache.write(configText())
            if ("posix" in file.fileSystem.supportedFileAttributeViews()) {
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) shouldBe "rw-------"
            }
        }
    }

    "the file names neither key nor environment" {
        caching {
            val cache = rig.cache(AtomicFile(file), key = "secret-key", environment = "secret-place")
            cache.write(configText())
            Files.readString(file) shouldNotContain "secret"
        }
    }

    "a file cut off anywhere is not trusted" {
        caching {
            cache.write(configText())
            val whole = Files.readAllBytes(file)
            for (length in whole.indices) {
                Files.write(file, whole.copyOf(length))
                withClue("$length of ${whole.size} bytes") { reopened().read().shouldBeNull() }
            }
            lines shouldHaveSize whole.size
        }
    }

    "a file with one bit changed anywhere is not trusted" {
        caching {
            cache.write(configText())
            val whole = Files.readAllBytes(file)
            for (index in whole.indices) {
                val changed = whole.copyOf().also { it[index] = (it[index].toInt() xor 1).toByte() }
                Files.write(file, changed)
                withClue("byte $index") { reopened().read().shouldBeNull() }
            }
        }
    }

    "a file with more behind its end is not trusted" {
        caching {
            cache.write(configText())
            Files.write(file, Files.readAllBytes(file) + ' '.code.toByte())
            reopened().read().shouldBeNull()
        }
    }

    "another project's or environment's file is not trusted" {
        caching {
            cache.write(configText())
            rig.cache(AtomicFile(file), key = "other").read().shouldBeNull()
            rig.cache(AtomicFile(file), environment = null).read().shouldBeNull()
            rig.cache(AtomicFile(file), environment = "staging").read().shouldBeNull()
            lines.forEach { it shouldContain "of another project or environment" }
        }
    }

    "a file of another version is not trusted" {
        caching {
            cache.write(configText())
            Files.writeString(file, Files.readString(file).replaceFirst("cache 1", "cache 2"))
            cache.read().shouldBeNull()
            lines.single() shouldContain "version"
        }
    }

    "what this release cannot use is not used, whoever wrote it" {
        caching {
            cache.write("""{"account_id":"1","project":{"id":"2"},"experiences":7}""")
            cache.read().shouldBeNull()
            lines.single() shouldContain "$.experiences"
        }
    }

    "a file beyond the limit is not read to its end" {
        caching {
            Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .use { it.position(70L * 1024 * 1024).write(ByteBuffer.wrap(byteArrayOf(1))) }
            cache.read().shouldBeNull()
            lines.single() shouldContain "more than"
        }
    }

    "a text beyond the limit is not written" {
        caching {
            cache.write("x".repeat(65 * 1024 * 1024))
            file.exists() shouldBe false
            lines.single() shouldContain "more than"
        }
    }

    "a folder in the file's place is refused" {
        caching {
            Files.createDirectory(file)
            cache.read().shouldBeNull()
            lines.single() shouldContain "not a regular file"
        }
    }

    "a full disk leaves the file of before, and one warning however often it happens" {
        caching {
            cache.write(configText("a"))
            var isFull = true
            val full = rig.cache(
                AtomicFile(file) { path, bytes ->
                    Files.write(path, if (isFull) bytes.copyOf(10) else bytes)
                    if (isFull) throw IOException("No space left on device")
                },
            )
            repeat(3) { full.write(configText("b$it")) }
            lines.single() shouldContain "WARN configuration cache failed: not written"
            reopened().read()?.mark shouldBe "a"
            folder.listDirectoryEntries() shouldHaveSize 1
            isFull = false
            full.write(configText("c"))
            lines shouldHaveSize 2
            reopened().read()?.mark shouldBe "c"
        }
    }

    "a folder that vanishes is a warning, and is made use of when it is back" {
        caching {
            cache.write(configText("a"))
            Files.delete(file)
            Files.delete(folder)
            cache.write(configText("b"))
            lines.single() shouldContain "NoSuchFileException"
            Files.createDirectory(folder)
            cache.write(configText("b"))
            reopened().read()?.mark shouldBe "b"
        }
    }

    "the same text is written once, and again when the file has gone" {
        caching {
            var writes = 0
            val counted = rig.cache(
                AtomicFile(file) { path, bytes ->
                    writes++
                    Files.write(path, bytes)
                },
            )
            repeat(3) { counted.write(configText("a")) }
            writes shouldBe 1
            Files.delete(file)
            counted.write(configText("a"))
            writes shouldBe 2
            reopened().read()?.mark shouldBe "a"
        }
    }
})

private class Caching(test: TestScope, val folder: Path) {
    val rig = LoadRig(test)
    val file: Path = folder.resolve("config")
    val cache = reopened()
    val lines: List<String> get() = rig.log.lines

    /** The same file as another process would see it. */
    fun reopened() = rig.cache(AtomicFile(file))
}
