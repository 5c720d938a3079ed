@file:JvmName("Main")

package com.convert.sdk.cli

import picocli.CommandLine
import java.io.PrintWriter
import kotlin.system.exitProcess

/** Runs one command; its exit code is 0 when all is fine, 1 when there is a finding, 2 when there is no answer. */
public fun main(args: Array<String>) {
    // Out of memory, say: the JVM itself would end with what means a finding here.
    Thread.setDefaultUncaughtExceptionHandler { _, failure ->
        System.err.println("convert: $failure")
        Runtime.getRuntime().halt(Exit.NO_ANSWER)
    }
    exitProcess(commandLine(Terminal.ofProcess()).execute(*args))
}

internal fun commandLine(terminal: Terminal): CommandLine {
    val line = CommandLine(ConvertCommand(terminal), Factory(terminal))
    line.out = PrintWriter(terminal.out, true)
    line.err = PrintWriter(terminal.err, true)
    line.colorScheme = CommandLine.Help.defaultColorScheme(
        if (terminal.colours) CommandLine.Help.Ansi.ON else CommandLine.Help.Ansi.OFF,
    )
    line.commandSpec.usageMessage().width(HELP_WIDTH)
    line.setExecutionExceptionHandler { failure, _, _ -> terminal.fail(failure) }
    line.isCaseInsensitiveEnumValuesAllowed = true
    return line
}

/** Hands each command the terminal that it speaks to. */
private class Factory(private val terminal: Terminal) : CommandLine.IFactory {
    private val otherwise = CommandLine.defaultFactory()

    @Suppress("UNCHECKED_CAST")
    override fun <K : Any> create(type: Class<K>): K = when (type) {
        ExplainCommand::class.java -> ExplainCommand(terminal)
        SimulateCommand::class.java -> SimulateCommand(terminal)
        DiffCommand::class.java -> DiffCommand(terminal)
        ValidateCommand::class.java -> ValidateCommand(terminal)
        SrmCommand::class.java -> SrmCommand(terminal)
        FetchCommand::class.java -> FetchCommand(terminal)
        CompletionCommand::class.java -> CompletionCommand(terminal)
        else -> otherwise.create(type)
    } as K
}

private const val HELP_WIDTH = 100
