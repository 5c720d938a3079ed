package com.convert.sdk.cli

import com.convert.sdk.error.ConvertSdkException
import com.convert.sdk.inspect.Progress
import com.convert.sdk.inspect.Report
import com.convert.sdk.inspect.TextStyle
import java.io.IOException
import java.io.InputStream
import java.io.PrintStream
import java.util.Locale

/**
 * Where a command reads and writes.
 *
 * @property colours whether text may have colours.
 * @property isInteractive whether somebody watches, so that progress may be shown.
 * @property environment value of an environment variable.
 */
internal class Terminal(
    val input: InputStream,
    val out: PrintStream,
    val err: PrintStream,
    val colours: Boolean,
    val isInteractive: Boolean,
    val environment: (String) -> String?,
) {
    val style: TextStyle get() = if (colours) TextStyle.ANSI else TextStyle.PLAIN

    fun print(text: String) {
        out.print(if (text.endsWith('\n')) text else "$text\n")
        out.flush()
    }

    /** Prints [report], and says how the command ends. */
    fun answer(report: Report, json: Boolean): Int {
        print(if (json) prettyJson(report.toJson()) else report.toText(style))
        return if (report.hasFindings) Exit.FINDING else Exit.FINE
    }

    fun note(text: String) {
        err.println(text)
    }

    fun fail(failure: Exception): Int {
        note("convert: " + reason(failure))
        return Exit.NO_ANSWER
    }

    private fun reason(failure: Exception): String = when (failure) {
        is ConvertSdkException, is IllegalArgumentException -> failure.message ?: failure.javaClass.simpleName
        is java.nio.file.NoSuchFileException -> "there is no file '${failure.file}'"
        is IOException -> "${failure.javaClass.simpleName}: ${failure.message}"
        is InterruptedException -> "interrupted"
        else -> "$failure"
    }

    /** Shows on the terminal, if somebody watches, how far a simulation has come. */
    fun progress(): Progress {
        if (!isInteractive) return Progress.NONE
        val start = System.nanoTime()
        return Progress { done, total ->
            val percent = String.format(Locale.ROOT, "%3d %%", done * 100 / total)
            val seconds = (System.nanoTime() - start) / NANOS
            val rate = String.format(Locale.ROOT, "%,.0f", done / seconds.coerceAtLeast(SHORTEST))
            overwrite("$percent of ${String.format(Locale.ROOT, "%,d", total)} visitors, $rate a second")
            if (done == total) err.println()
        }
    }

    /** Replaces the last line on the terminal. */
    fun overwrite(text: String) {
        err.print("\r\u001B[K$text")
        err.flush()
    }

    companion object {
        fun ofProcess(): Terminal {
            val isTerminal = isTerminal()
            return Terminal(
                input = System.`in`,
                out = System.out,
                err = System.err,
                colours = isTerminal && System.getenv("NO_COLOR").isNullOrEmpty(),
                isInteractive = isTerminal,
                environment = System::getenv,
            )
        }

        // From JDK 22 on there is a console that is no terminal, and a method that says so.
        private fun isTerminal(): Boolean {
            val console = System.console() ?: return false
            val asks = console.javaClass.methods.firstOrNull { it.name == "isTerminal" } ?: return true
            return runCatching { java.io.Console::class.java.getMethod(asks.name).invoke(console) }.getOrNull() != false
        }
    }
}

private const val NANOS = 1e9
private const val SHORTEST = 0.001
