package com.convert.sdk.internal.tracking

import com.convert.sdk.internal.json.JsonWriter

/**
 * Writes a batch as the tracking service reads it. Beside the reader of the configuration this is the only place that
 * knows the names of fields on the wire.
 */
internal class PayloadWriter(private val source: String, private val enrichData: Boolean) {
    /** Visitors come in the order of their first event, each with the segments of that event. */
    fun write(project: ProjectIdentity, batch: List<TrackedEvent>): String {
        val json = JsonWriter(expectedLength = batch.size * USUAL_LENGTH)
        json.raw("{").name("accountId").string(project.accountId)
        json.raw(",").name("projectId").string(project.projectId)
        json.raw(",").name("enrichData").value(enrichData)
        json.raw(",").name("source").string(source)
        json.raw(",").name("visitors").list(batch.groupBy { it.visitorId }.values) { json.visitor(it) }
        return json.raw("}").toString()
    }

    private fun JsonWriter.visitor(events: List<TrackedEvent>) {
        raw("{").name("visitorId").string(events.first().visitorId)
        val segments = reported(events.first().segments)
        if (segments.isNotEmpty()) raw(",").name("segments").value(segments)
        raw(",").name("events").list(events) { event(it) }
        raw("}")
    }

    private fun reported(segments: Map<String, Any?>): Map<String, Any?> =
        if (segments.isEmpty()) segments else segments.filter { (key, value) -> key in SEGMENT_KEYS && !isEmpty(value) }

    private fun JsonWriter.event(event: TrackedEvent) {
        raw("{").name("eventType")
        when (event) {
            is TrackedEvent.Exposure -> string("bucketing").raw(",").name("data").exposure(event)
            is TrackedEvent.Conversion -> string("conversion").raw(",").name("data").conversion(event)
        }
        raw("}")
    }

    private fun JsonWriter.exposure(event: TrackedEvent.Exposure) {
        raw("{").name("experienceId").string(event.experienceId)
        raw(",").name("variationId").string(event.variationId).raw("}")
    }

    private fun JsonWriter.conversion(event: TrackedEvent.Conversion) {
        raw("{").name("goalId").string(event.goalId)
        if (event.goalData.isNotEmpty()) raw(",").name("goalData").list(event.goalData) { goalData(it) }
        if (event.bucketing.isNotEmpty()) raw(",").name("bucketingData").value(event.bucketing)
        raw("}")
    }

    private fun JsonWriter.goalData(entry: Pair<String, Any>) {
        raw("{").name("key").string(entry.first).raw(",").name("value").value(entry.second).raw("}")
    }

    private fun isEmpty(value: Any?) = value == null || value is Collection<*> && value.isEmpty()

    private companion object {
        /** Of one visitor with one event, in characters. */
        const val USUAL_LENGTH = 192

        val SEGMENT_KEYS =
            setOf("browser", "devices", "source", "campaign", "visitorType", "country", "customSegments")
    }
}
