package com.convert.sdk.ktor.server

import com.convert.sdk.Core
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.ApplicationPlugin
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.application.createApplicationPlugin
import io.ktor.util.AttributeKey

/**
 * A/B tests and feature flags for the visitors of a Ktor server. Starts an instance of the SDK with the application,
 * gives each call its visitor as [convert], and closes the instance, with everything delivered, after the last call.
 *
 * ```
 * install(Convert) // the key is in the environment variable CONVERT_SDK_KEY
 * routing {
 *     get("/checkout") {
 *         call.convert.experience("checkout") {
 *             variation("one-page") { call.respondText("all on one page") }
 *             otherwise { call.respondText("three pages") }
 *         }
 *     }
 * }
 * ```
 *
 * What stands below `convert` in `application.yaml` or `application.conf` comes first, [ConvertConfig] changes it.
 */
public val Convert: ApplicationPlugin<ConvertConfig> =
    createApplicationPlugin("Convert", "convert", { ConvertConfig(it) }) {
        val host = ConvertHost(pluginConfig, application.environment.log)
        application.attributes.put(HostKey, host)
        application.monitor.subscribe(ApplicationStopped) { host.stop() }
        host.start { if (pluginConfig.inspector.isOn) application.mountInspector(host) }
    }

/**
 * The visitor of this call, and what is decided for them. Always the same one for a call.
 *
 * @throws IllegalStateException when [Convert] is not installed.
 */
public val ApplicationCall.convert: ConvertCall
    get() = attributes.computeIfAbsent(CallKey) { ConvertCall(this, application.host()) }

/**
 * The instance that serves this application, for metrics, events and work outside of calls.
 *
 * @throws IllegalStateException when [Convert] is not installed.
 */
public val Application.convertCore: Core get() = host().core

private fun Application.mountInspector(host: ConvertHost) = try {
    InspectorRoutes(host.core, host.config.inspector).mount(this)
} catch (e: NoClassDefFoundError) {
    throw IllegalStateException("Convert's inspector needs com.convert:convert-sdk-inspector on the class path.", e)
}

private fun Application.host() =
    checkNotNull(attributes.getOrNull(HostKey)) { "The Convert plugin is not installed: call install(Convert) first." }

private val HostKey = AttributeKey<ConvertHost>("com.convert.sdk.ktor.server.host")
private val CallKey = AttributeKey<ConvertCall>("com.convert.sdk.ktor.server.call")
