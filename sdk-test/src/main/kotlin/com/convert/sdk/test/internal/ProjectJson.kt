package com.convert.sdk.test.internal

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A configuration as JSON: its lists, and how to write them anew. Everything else in it is left as it is. */
@JvmInline
internal value class ProjectJson(val tree: JsonObject) {
    fun list(name: String): List<JsonObject> = tree.objects(name)

    fun keys(name: String): List<String> = list(name).mapNotNull { it.name() }

    /** The entity with [key] in the list [name]; fails with the nearest key when there is none. */
    fun find(name: String, kind: String, key: String): JsonObject {
        requireKnown(kind, key, keys(name))
        return list(name).first { it.name() == key }
    }

    fun with(name: String, value: JsonElement): ProjectJson = ProjectJson(JsonObject(tree + (name to value)))

    fun append(name: String, item: JsonObject): ProjectJson = with(name, JsonArray(list(name) + item))

    fun prepend(name: String, item: JsonObject): ProjectJson = with(name, JsonArray(listOf(item) + list(name)))

    /** With what [change] makes of the entities of the list [name] that are [item]. */
    fun replace(name: String, item: JsonObject, change: (JsonObject) -> JsonObject): ProjectJson =
        with(name, JsonArray(list(name).map { if (it == item) change(it) else it }))

    /** An id that nothing in this configuration has. */
    fun freeId(): String = ((ids(tree).maxOrNull() ?: 0) + 1).coerceAtLeast(FIRST_ID).toString()

    override fun toString(): String = tree.toString()

    private fun ids(json: JsonElement): Sequence<Long> = when (json) {
        is JsonArray -> json.asSequence().flatMap { ids(it) }
        is JsonObject -> json.asSequence().flatMap { ids(it.value) }
        is JsonPrimitive -> listOfNotNull(json.content.toLongOrNull()?.takeIf { it < LAST_ID }).asSequence()
    }

    companion object {
        private const val FIRST_ID = 100_001L
        private const val LAST_ID = 1_000_000_000_000L

        /** @throws IllegalArgumentException when [text] is no JSON object. */
        fun parse(text: String): ProjectJson {
            val tree = try {
                Json.parseToJsonElement(text)
            } catch (e: SerializationException) {
                throw IllegalArgumentException("The configuration is no JSON: ${e.message}", e)
            }
            require(tree is JsonObject) { "The configuration must be a JSON object, not a list or a value." }
            return ProjectJson(tree)
        }

        fun empty(): ProjectJson = parse(
            """{"account_id": "1001", "project": {"id": "2001", "name": "Generated for a test"}, "experiences": [],
                "features": [], "goals": [], "audiences": []}""",
        )
    }
}

/** Of generated experiences: the anchored layout. */
internal const val VERSION = 12

internal fun JsonObject.text(name: String): String? =
    (this[name] as? JsonPrimitive)?.takeUnless { it is JsonNull }?.content

internal fun JsonObject.objects(name: String): List<JsonObject> =
    (this[name] as? JsonArray).orEmpty().filterIsInstance<JsonObject>()

internal fun JsonObject.id(): String = text("id").orEmpty()

/** The key that users say; the id where there is none. */
internal fun JsonObject.name(): String? = text("key") ?: text("id")

internal fun json(vararg fields: Pair<String, Any?>): JsonObject =
    JsonObject(fields.associate { (name, value) -> name to toJson(value) })

internal fun toJson(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is JsonElement -> value
    is Boolean -> JsonPrimitive(value)
    is Number -> JsonPrimitive(value)
    is Map<*, *> -> JsonObject(value.entries.associate { (key, item) -> key.toString() to toJson(item) })
    is Iterable<*> -> JsonArray(value.map { toJson(it) })
    else -> JsonPrimitive(value.toString())
}

internal fun toPlain(json: JsonElement): Any? = when (json) {
    is JsonNull -> null
    is JsonObject -> json.mapValues { toPlain(it.value) }
    is JsonArray -> json.map { toPlain(it) }
    is JsonPrimitive ->
        if (json.isString) json.content else json.content.toBooleanStrictOrNull() ?: json.content.toDouble()
}

internal fun JsonObject.idAndName(): Pair<String, String> = id() to (name() ?: id())

internal fun JsonObject.variationNames(): List<Pair<String, String>> = objects("variations").map { it.idAndName() }
