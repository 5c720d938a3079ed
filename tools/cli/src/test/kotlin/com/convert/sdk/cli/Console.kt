package com.convert.sdk.cli

import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.PrintStream

internal val SAMPLE: String = System.getProperty("sample")

/** What a command said, and how it ended. */
internal class Said(val code: Int, val out: String, val err: String)

/** Runs a command in this process. */
internal fun convert(
    vararg args: String,
    input: String = "",
    colours: Boolean = false,
    isInteractive: Boolean = false,
    environment: Map<String, String> = emptyMap(),
): Said {
    val out = ByteArrayOutputStream()
    val err = ByteArrayOutputStream()
    val terminal = Terminal(
        ByteArrayInputStream(input.toByteArray()),
        PrintStream(out, true),
        PrintStream(err, true),
        colours,
        isInteractive,
        environment::get,
    )
    val code = commandLine(terminal).execute(*args)
    return Said(code, out.toString(), err.toString())
}
