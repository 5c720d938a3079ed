package com.convert.sdk.parity

import java.io.IOException
import java.nio.file.Path
import kotlin.concurrent.thread

/** The conformance runner as a process of its own. */
internal class RunnerProcess private constructor(private val command: List<String>) {
    class Run(val exitStatus: Int, val output: List<String>, val errors: List<String>)

    /** Feeds [lines] in while the answers come out. */
    fun run(lines: Sequence<String>): Run {
        val process = ProcessBuilder(command).start()
        val feeder = thread { feed(process, lines) }
        var errors = emptyList<String>()
        val listener = thread { errors = process.errorReader(Charsets.UTF_8).readLines() }
        val output = process.inputReader(Charsets.UTF_8).readLines()
        feeder.join()
        listener.join()
        return Run(process.waitFor(), output, errors)
    }

    private fun feed(process: Process, lines: Sequence<String>) = try {
        process.outputWriter(Charsets.UTF_8).use { writer -> lines.forEach { writer.append(it).append('\n') } }
    } catch (_: IOException) {
        // The runner stopped reading: a bad line.
    }

    companion object {
        private val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()

        /** The compiled classes, with at most [heap] of memory. */
        fun ofClasses(heap: String) = RunnerProcess(
            listOf(
                java,
                "-Xmx$heap",
                "-cp",
                System.getProperty("java.class.path"),
                "com.convert.sdk.parity.ConformanceRunnerKt",
            ),
        )

        fun ofJar(jar: String) = RunnerProcess(listOf(java, "-jar", jar))
    }
}
