package com.convert.sdk.examples.ktor

import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.cio.CIO
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.embeddedServer
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlin.time.Duration.Companion.seconds

private const val PORT = 8080

/** Starts the service on port 8080, or on the one that is given. Ctrl-C stops it, and loses no event. */
fun main(args: Array<String>) {
    val core = runBlocking { core(System.getenv("CONVERT_SDK_KEY"), ::println).initialize() }
    if (System.getenv("CONVERT_SDK_KEY") == null) println("No CONVERT_SDK_KEY: events go to a stand-in, shown here")
    println("Try: curl 'http://localhost:${port(args)}/checkout?visitor=ann&country=US'")
    println("     curl -X POST 'http://localhost:${port(args)}/purchase?visitor=ann&amount=12.5'")
    service(core, port(args), ::println).start(wait = true)
}

private fun port(args: Array<String>): Int = args.firstOrNull()?.toInt() ?: PORT

/** An instance for the project with [key]; without one, for the sample, whose events are shown and sent nowhere. */
internal fun core(key: String?, say: (String) -> Unit): Core {
    val settings = settings(key)
    return if (key == null) Core(settings, ConsoleTransport(say)) else Core(settings)
}

private fun settings(key: String?) = SdkConfig {
    if (key != null) sdkKey = key else data(sampleProject())
    autoFlushInterval = 5.seconds
    // The server's own shutdown closes the SDK, after the last request.
    flushOnShutdown = false
}

internal fun sampleProject() = checkNotNull(Core::class.java.getResourceAsStream("/ktor-service-project.json"))

internal fun service(core: Core, port: Int, say: (String) -> Unit): EmbeddedServer<*, *> =
    embeddedServer(CIO, port = port) { convertService(core, say) }

internal fun Application.convertService(core: Core, say: (String) -> Unit) {
    launch { core.events.collect { say("event: $it") } }
    routes(core)
    // The last requests have been answered by now, and all that they tracked is queued.
    monitor.subscribe(ApplicationStopped) {
        core.close()
        say("stopped; events left: ${core.metrics.eventsLeftAtClose}")
    }
}
