package com.convert.sdk.test.internal

import com.convert.sdk.test.RecordedConversion
import com.convert.sdk.test.RecordedExposure
import kotlinx.serialization.json.JsonObject

/** Reads what the SDK posted, and puts keys in the place of ids. */
internal class PayloadReader(private val names: Names) {
    fun exposures(payload: String): List<RecordedExposure> = events(payload, "bucketing") { visitor, data ->
        RecordedExposure(
            visitorId = visitor.text("visitorId").orEmpty(),
            experienceKey = names.experience(data.text("experienceId").orEmpty()),
            variationKey = names.variation(data.text("variationId").orEmpty()),
            segments = visitor.map("segments"),
        )
    }

    fun conversions(payload: String): List<RecordedConversion> = events(payload, "conversion") { visitor, data ->
        RecordedConversion(
            visitorId = visitor.text("visitorId").orEmpty(),
            goalKey = names.goal(data.text("goalId").orEmpty()),
            goalData = data.objects("goalData").associate { it.text("key").orEmpty() to it["value"]?.let(::toPlain) },
            bucketing = data.map("bucketingData").entries.associate { (experience, variation) ->
                names.experience(experience) to names.variation(variation.toString())
            },
            segments = visitor.map("segments"),
        )
    }

    private fun <E> events(payload: String, type: String, read: (JsonObject, JsonObject) -> E): List<E> =
        ProjectJson.parse(payload).list("visitors").flatMap { visitor ->
            visitor.objects("events").filter { it.text("eventType") == type }
                .mapNotNull { event -> (event["data"] as? JsonObject)?.let { read(visitor, it) } }
        }

    private fun JsonObject.map(name: String): Map<String, Any?> =
        (this[name] as? JsonObject).orEmpty().mapValues { toPlain(it.value) }
}

/** Keys of the configuration's entities, by id. */
internal class Names(
    private val experiences: Map<String, String>,
    private val variations: Map<String, String>,
    private val goals: Map<String, String>,
) {
    val experienceKeys: Collection<String> get() = experiences.values
    val goalKeys: Collection<String> get() = goals.values

    fun experience(id: String): String = experiences[id] ?: id

    fun variation(id: String): String = variations[id] ?: id

    fun goal(id: String): String = goals[id] ?: id
}
