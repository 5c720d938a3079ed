package com.convert.sdk.internal.tracking

import java.io.BufferedReader
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.io.path.Path

/**
 * Another JVM with this one's classes, and the lines it has printed to their ends. With [largestFile] it can write that
 * many bytes to a file and no more, as on a full disk; that needs a POSIX shell. [home] is that of the JDK to run on.
 */
internal class ChildJvm(
    mainClass: String,
    vararg arguments: String,
    options: List<String> = emptyList(),
    largestFile: Int? = null,
    home: Path = Path(System.getProperty("java.home")),
) : AutoCloseable {
    private val java = listOf(
        home.resolve("bin/java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        *options.toTypedArray(),
        "-cp",
        System.getProperty("java.class.path"),
        mainClass,
        *arguments,
    )
    private val limit = largestFile?.let { listOf("sh", "-c", "ulimit -f ${it / BLOCK} && exec \"$@\"", "sh") }
    private val process = ProcessBuilder(limit.orEmpty() + java).redirectErrorStream(true).start()

    val lines = CopyOnWriteArrayList<String>()
    private val unread = LinkedBlockingQueue<String>()
    private val reader = thread(isDaemon = true) { process.inputStream.bufferedReader().use(::read) }

    private fun read(output: BufferedReader) {
        val line = StringBuilder()
        while (true) {
            val char = output.read()
            when {
                char < 0 -> return
                char == '\n'.code -> {
                    lines.add(line.toString())
                    unread.add(line.toString())
                    line.clear()
                }
                else -> line.append(char.toChar())
            }
        }
    }

    /** The next line that was not asked for yet. */
    fun nextLine(): String = checkNotNull(unread.poll(60, TimeUnit.SECONDS)) { "the child does not speak" }

    /** Passes over all lines up to [line]. */
    fun awaitLine(line: String) = generateSequence(::nextLine).first { it == line }

    /** `kill -9`, and all that was printed before. */
    fun kill(): List<String> {
        // Not through the process itself, which would throw away what it printed and nobody has read.
        process.toHandle().destroyForcibly()
        return await()
    }

    /** What was printed until the child ended by itself. */
    fun await(): List<String> {
        check(process.waitFor(60, TimeUnit.SECONDS)) { "the child does not end" }
        reader.join()
        return lines
    }

    val exitCode: Int get() = process.exitValue()

    override fun close() {
        process.destroyForcibly()
    }

    private companion object {
        /** What the shell counts the sizes of files in. */
        const val BLOCK = 512
    }
}
