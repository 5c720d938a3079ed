package com.convert.sdk.internal.tracking.journal

import com.convert.sdk.error.DurableQueueException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import java.io.File
import java.lang.reflect.InvocationTargetException
import java.net.URLClassLoader
import java.nio.file.Files
import java.nio.file.Path
import java.util.Properties

@Tags("slow")
class JournalLockSpec : StringSpec({
    val folder = tempdir().toPath()
    var number = 0
    fun path(): Path = folder.resolve("journal${number++}")
    fun JournalFile.visitors() = recover { throw AssertionError(it) }.map { it.visitorId }
    fun read(path: Path) = JournalFile(path, MAX).use { it.visitors() }

    "one file has one user by whatever name, also after a refusal" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            val link = Files.createSymbolicLink(path.resolveSibling("${path.fileName}-link"), path)
            val hard = Files.createLink(path.resolveSibling("${path.fileName}-hard"), path)
            val detour = folder.resolve("../${folder.fileName}/${path.fileName}")
            repeat(2) {
                for (name in listOf(path, link, hard, detour)) {
                    shouldThrow<DurableQueueException> { JournalFile(name, MAX) }.message shouldContain "in use"
                }
            }
        }
        read(path).shouldBeEmpty()
        System.getProperties().keys.none { path.toString() in it.toString() } shouldBe true
    }

    "a copy of the system properties that is put back keeps nobody out" {
        val path = path()
        val before = System.getProperties().clone() as Properties
        val during = JournalFile(path, MAX).use {
            val copy = System.getProperties().clone() as Properties
            System.setProperties(before)
            shouldThrow<DurableQueueException> { JournalFile(path, MAX) }.message shouldContain "in use"
            copy
        }
        System.setProperties(during)
        read(path).shouldBeEmpty()
    }

    "one file has one user, also between class loaders, of which none stays in memory" {
        val path = path()
        val urls = System.getProperty("java.class.path").split(File.pathSeparator).map { File(it).toURI().toURL() }
        URLClassLoader(urls.toTypedArray(), ClassLoader.getPlatformClassLoader()).use { other ->
            val lock = other.loadClass(JournalLock::class.java.name)
            val companion = lock.getField("Companion").get(null)
            val on = companion.javaClass.getMethod("on", Path::class.java)
            (on.invoke(companion, Files.createFile(path)) as AutoCloseable).use {
                shouldThrow<DurableQueueException> { JournalFile(path, MAX) }.message shouldContain "in use"
            }
            JournalFile(path, MAX).use {
                shouldThrow<InvocationTargetException> { on.invoke(companion, path) }
            }
        }
        System.getProperties().values.all { it is String } shouldBe true
    }

    "one file has one user, also within a JVM" {
        val path = path()
        JournalFile(path, MAX).use {
            it.visitors()
            shouldThrow<DurableQueueException> { JournalFile(path, MAX) }.message shouldContain "$path is in use"
        }
        read(path).shouldBeEmpty()
    }
}) {
    private companion object {
        const val MAX = 64L shl 20
    }
}
