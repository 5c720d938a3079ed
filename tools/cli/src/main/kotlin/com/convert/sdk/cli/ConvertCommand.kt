package com.convert.sdk.cli

import picocli.AutoComplete
import picocli.CommandLine
import picocli.CommandLine.Command
import picocli.CommandLine.Model.CommandSpec
import picocli.CommandLine.Spec
import java.util.concurrent.Callable

@Command(
    name = "convert",
    description = ["Asks a project's configuration what it does, and why."],
    mixinStandardHelpOptions = true,
    versionProvider = Version::class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = [
        ExplainCommand::class, SimulateCommand::class, DiffCommand::class, ValidateCommand::class, SrmCommand::class,
        FetchCommand::class, CompletionCommand::class,
    ],
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = ["0:fine", "1:there is a finding", "2:wrong use, or no configuration to be had"],
    footer = ["", "The SDK key is best given in the environment variable CONVERT_SDK_KEY."],
)
internal class ConvertCommand(private val terminal: Terminal) : Callable<Int> {
    @Spec
    private lateinit var spec: CommandSpec

    override fun call(): Int {
        spec.commandLine().usage(terminal.err)
        return Exit.NO_ANSWER
    }
}

@Command(
    name = "completion",
    description = ["Prints a completion script for bash and zsh: source <(convert completion)"],
    mixinStandardHelpOptions = true,
)
internal class CompletionCommand(private val terminal: Terminal) : Callable<Int> {
    @Spec
    private lateinit var spec: CommandSpec

    override fun call(): Int {
        terminal.print(AutoComplete.bash("convert", spec.root().commandLine()))
        return Exit.FINE
    }
}

internal class Version : CommandLine.IVersionProvider {
    override fun getVersion(): Array<String> {
        val version = Version::class.java.`package`.implementationVersion ?: "development"
        return arrayOf("convert $version")
    }
}

/** What the process says to the shell. */
internal object Exit {
    const val FINE = 0
    const val FINDING = 1
    const val NO_ANSWER = 2
}
