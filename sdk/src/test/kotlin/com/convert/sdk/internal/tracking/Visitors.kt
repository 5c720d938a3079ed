package com.convert.sdk.internal.tracking

import com.convert.sdk.transport.TrackingRequest
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** The visitors of a request, in order, once an event. */
internal fun TrackingRequest.visitorIds(): List<String> = visitors().flatMap { visitor ->
    val id = visitor.jsonObject.getValue("visitorId").jsonPrimitive.content
    visitor.jsonObject.getValue("events").jsonArray.map { id }
}

internal fun TrackingRequest.visitors(): JsonArray =
    Json.parseToJsonElement(body).jsonObject.getValue("visitors").jsonArray
