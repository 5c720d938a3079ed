package com.convert.sdk.cli

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.java.Core
import com.convert.sdk.java.SdkConfig
import com.convert.sdk.java.TransportConfig
import picocli.CommandLine.Option
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException

/** How a command comes to a configuration. */
internal class LoadOptions {
    @Option(
        names = ["--key"],
        paramLabel = "KEY",
        description = ["SDK key, for a URL and without a file. Default: the variable CONVERT_SDK_KEY."],
    )
    var key: String? = null

    @Option(names = ["--environment"], paramLabel = "NAME", description = ["Environment to decide for. Default: none."])
    var environment: String? = null

    /** The configuration in the file, at the URL, on standard input for `-`, or, for `null`, Convert's. */
    fun load(source: String?, terminal: Terminal): ConfigSnapshot {
        val settings = SdkConfig.builder().trackingEnabled(false).flushOnShutdown(false)
        environment?.let(settings::environment)
        val isRemote = source == null || "://" in source
        when {
            isRemote -> settings.sdkKey(requireKey(terminal)).also {
                if (source != null) settings.transport(TransportConfig.builder().baseUrl(source).build())
            }
            source == "-" -> settings.data(terminal.input)
            else -> settings.data(Path.of(source))
        }
        Core(settings.build()).use { core ->
            if (isRemote) fetch(core, terminal) else core.initialize()
            return core.currentConfig.orElseThrow()
        }
    }

    private fun requireKey(terminal: Terminal): String =
        requireNotNull(key ?: terminal.environment("CONVERT_SDK_KEY")) {
            "a configuration is fetched by an SDK key: set CONVERT_SDK_KEY, or give --key; or name a file with --config"
        }

    private fun fetch(core: Core, terminal: Terminal) {
        val start = System.nanoTime()
        val loading = core.initializeAsync()
        while (!isDone(loading)) {
            val seconds = (System.nanoTime() - start) / A_SECOND
            if (terminal.isInteractive) terminal.overwrite("loading the configuration, $seconds s")
        }
        if (terminal.isInteractive) terminal.overwrite("")
    }

    private fun isDone(loading: CompletableFuture<Core>): Boolean = try {
        loading.get(TELL_EVERY_MILLIS, TimeUnit.MILLISECONDS)
        true
    } catch (_: TimeoutException) {
        false
    } catch (e: ExecutionException) {
        throw e.cause ?: e
    }
}

/** For the commands that look at one configuration. */
internal class ConfigOptions {
    @picocli.CommandLine.Mixin
    val load: LoadOptions = LoadOptions()

    @Option(
        names = ["--config"],
        paramLabel = "FILE|URL|-",
        description = ["The configuration: a JSON file, the base URL of a service, or - for standard input."],
    )
    var source: String? = null

    fun snapshot(terminal: Terminal): ConfigSnapshot = load.load(source, terminal)
}

/** For the commands that know two forms of their answer. */
internal class OutputOptions {
    @Option(names = ["--json"], description = ["Answers in JSON."])
    var json: Boolean = false
}

private const val TELL_EVERY_MILLIS = 200L
private const val A_SECOND = 1_000_000_000L
