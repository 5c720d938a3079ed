package com.convert.sdk.examples.ktor

import com.convert.sdk.Context
import com.convert.sdk.Core
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing

/** One context a request: it is cheap, and decides with the configuration of its moment. */
internal fun Application.routes(core: Core) {
    routing {
        get("/checkout") {
            val context = call.context(core) ?: return@get
            val variation = context.runExperience("checkout")?.variationKey ?: "original"
            call.respondText("checkout: $variation\n")
        }
        post("/purchase") {
            val context = call.context(core) ?: return@post
            val conversion = context.trackConversion("purchase") {
                revenue = call.request.queryParameters["amount"]?.toDoubleOrNull()
                conversionData = mapOf("productsCount" to 1)
            }
            call.respondText("purchase: ${conversion.status}\n")
        }
    }
}

/** The visitor's context; answers the request itself when it names no visitor. */
private suspend fun ApplicationCall.context(core: Core): Context? {
    val query = request.queryParameters
    val visitor = query["visitor"].orEmpty()
    if (visitor.isEmpty()) {
        respondText("who? add ?visitor=…\n", status = HttpStatusCode.BadRequest)
        return null
    }
    return core.createContext(visitor, listOfNotNull(query["country"]?.let { "country" to it }).toMap())
}
