package com.convert.sdk.ktor.server

import com.convert.sdk.Core
import com.convert.sdk.inspector.Inspector
import com.convert.sdk.inspector.InspectorGuard
import com.convert.sdk.inspector.InspectorRequest
import com.convert.sdk.inspector.InspectorResponse
import com.convert.sdk.inspector.InspectorSettings
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.ApplicationStopPreparing
import io.ktor.server.application.ApplicationStopped
import io.ktor.server.request.httpMethod
import io.ktor.server.request.path
import io.ktor.server.request.receiveChannel
import io.ktor.server.response.header
import io.ktor.server.response.respondBytes
import io.ktor.server.response.respondBytesWriter
import io.ktor.server.routing.route
import io.ktor.server.routing.routing
import io.ktor.utils.io.readRemaining
import io.ktor.utils.io.writeStringUtf8
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import kotlinx.io.readByteArray
import kotlin.time.Duration.Companion.milliseconds

/** The live page on a Ktor server. Only what mounts it may name this class: it needs `convert-sdk-inspector`. */
internal class InspectorRoutes(core: Core, private val page: InspectorPage) {
    private val inspector = Inspector(
        core,
        InspectorSettings {
            path = page.path
            // A guard of the application's sees the call itself, and is asked before.
            if (page.admits != null) guard = InspectorGuard { true }
        },
    )

    @Volatile
    private var isStopping = false

    fun mount(application: Application) {
        // A page that is open must not hold the end of the server up.
        application.monitor.subscribe(ApplicationStopPreparing) { isStopping = true }
        application.monitor.subscribe(ApplicationStopped) { inspector.close() }
        application.routing {
            route("${page.path}/{...}") { handle { if (isAdmitted(call)) answer(call) else refuse(call) } }
        }
    }

    private suspend fun isAdmitted(call: ApplicationCall): Boolean = try {
        page.admits?.invoke(call) ?: true
    } catch (e: CancellationException) {
        throw e
    } catch (_: Exception) {
        false
    }

    private suspend fun refuse(call: ApplicationCall) =
        call.respondBytes(ByteArray(0), status = HttpStatusCode.NotFound)

    private suspend fun answer(call: ApplicationCall) {
        val response = inspector.respond(request(call))
        response.headers.forEach { (name, value) -> call.response.header(name, value) }
        if (response.isStream) return stream(call, response)
        call.respondBytes(response.body, response.type(), HttpStatusCode.fromValue(response.status))
    }

    private suspend fun request(call: ApplicationCall): InspectorRequest {
        val method = call.request.httpMethod.value
        val path = call.request.path().removePrefix(call.application.rootPath.trimEnd('/')).removePrefix(page.path)
        val body = if (method == "POST") bodyOf(call) else ""
        return InspectorRequest(method, path, call.request.local.remoteAddress, body) { call.request.headers[it] }
    }

    private suspend fun bodyOf(call: ApplicationCall) =
        call.receiveChannel().readRemaining(InspectorRequest.MAX_BODY.toLong()).readByteArray().decodeToString()

    private suspend fun stream(call: ApplicationCall, response: InspectorResponse) =
        call.respondBytesWriter(response.type(), HttpStatusCode.fromValue(response.status)) {
            inspector.watch().use { watch ->
                while (!isStopping) {
                    writeStringUtf8(watch.next())
                    flush()
                    delay(BETWEEN_LOOKS)
                }
            }
        }

    private fun InspectorResponse.type() = ContentType.parse(contentType)

    private companion object {
        val BETWEEN_LOOKS = 500.milliseconds
    }
}
