package com.convert.sdk.examples.ktor

import com.convert.sdk.ktor.server.Convert
import com.convert.sdk.ktor.server.ConvertConfig
import com.convert.sdk.ktor.server.convertCore
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.application.install
import io.ktor.server.cio.CIO
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.embeddedServer
import kotlinx.coroutines.launch

private const val PORT = 8080

/**
 * Starts the service on port 8080, or on the one that is given. With `CONVERT_SDK_KEY` it serves that project; without,
 * a sample whose events go to a stand-in in this process. Ctrl-C stops it, and loses no event.
 */
fun main(args: Array<String>) {
    val port = args.firstOrNull()?.toInt() ?: PORT
    println("Open http://localhost:$port/ and stop with Ctrl-C")
    service(port, System.getenv("CONVERT_SDK_KEY"), StandIn(::println), ::println).start(wait = true)
}

/** Settings for the project with [key]; without one, for the sample, whose events [standIn] gets. */
private fun settings(key: String?, standIn: StandIn): ConvertConfig.() -> Unit = {
    if (key != null) {
        sdkKey = key
    } else {
        sdk { data(checkNotNull(StandIn::class.java.getResourceAsStream("/ktor-service-project.json"))) }
        transport = standIn
    }
    inspector() // for browsers on this machine
    visitor { it.request.queryParameters["visitor"] }
    attributes { call -> mapOf("country" to call.request.queryParameters["country"]) }
}

internal fun service(port: Int, key: String?, standIn: StandIn, say: (String) -> Unit): EmbeddedServer<*, *> =
    embeddedServer(CIO, port = port) { shop(key, standIn, say) }

private fun Application.shop(key: String?, standIn: StandIn, say: (String) -> Unit) {
    install(Convert, settings(key, standIn))
    launch { convertCore.events.collect { say("event: $it") } }
    monitor.subscribe(ApplicationStopped) { say("stopped; events left: ${it.convertCore.metrics.eventsLeftAtClose}") }
    pages(standIn)
}
