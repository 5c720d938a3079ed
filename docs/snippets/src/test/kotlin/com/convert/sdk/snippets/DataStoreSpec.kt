package com.convert.sdk.snippets

import com.convert.sdk.SdkConfig
import com.convert.sdk.storage.DataStore
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.double
import kotlinx.serialization.json.longOrNull
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Duration

// docs: store-json
/** What your client of a cache or a database can do. */
interface TextStore {
    suspend fun get(key: String): String?

    suspend fun put(key: String, text: String, timeToLive: Duration?)

    suspend fun putIfAbsent(key: String, text: String, timeToLive: Duration?): Boolean

    suspend fun remove(key: String)
}

class JsonDataStore(private val texts: TextStore) : DataStore {
    override suspend fun get(key: String): Any? = texts.get(key)?.let { plain(Json.parseToJsonElement(it)) }

    override suspend fun set(key: String, value: Any, timeToLive: Duration?) =
        texts.put(key, json(value).toString(), timeToLive)

    override suspend fun has(key: String): Boolean = texts.get(key) != null

    override suspend fun delete(key: String) = texts.remove(key)

    override suspend fun putIfAbsent(key: String, value: Any, timeToLive: Duration?): Boolean =
        texts.putIfAbsent(key, json(value).toString(), timeToLive)

    private fun json(value: Any?): JsonElement = when (value) {
        null -> JsonNull
        is Boolean -> JsonPrimitive(value)
        is Number -> JsonPrimitive(value)
        is List<*> -> JsonArray(value.map(::json))
        is Map<*, *> -> JsonObject(value.entries.associate { (name, item) -> name.toString() to json(item) })
        else -> JsonPrimitive(value.toString())
    }

    private fun plain(json: JsonElement): Any? = when (json) {
        is JsonNull -> null
        is JsonPrimitive -> if (json.isString) json.content else json.booleanOrNull ?: json.longOrNull ?: json.double
        is JsonArray -> json.map(::plain)
        is JsonObject -> json.mapValues { plain(it.value) }
    }
}
// end

private class Texts : TextStore {
    val entries = ConcurrentHashMap<String, String>()

    override suspend fun get(key: String) = entries[key]

    override suspend fun put(key: String, text: String, timeToLive: Duration?) {
        entries[key] = text
    }

    override suspend fun putIfAbsent(key: String, text: String, timeToLive: Duration?) =
        entries.putIfAbsent(key, text) == null

    override suspend fun remove(key: String) {
        entries.remove(key)
    }
}

class DataStoreSpec : StringSpec({
    "a store of one's own keeps state and marks" {
        val texts = Texts()
        // docs: store-use
        val config = SdkConfig {
            sdkKey = System.getenv("CONVERT_SDK_KEY")
            dataStore = JsonDataStore(texts)
        }
        // end
        Core(config).use { core ->
            val context = core.initialize().createContext("vísitor", mapOf("country" to "US"))
            context.runExperience("checkout")
            context.trackConversion("purchase")
        }
        texts.entries.keys shouldContainExactlyInAnyOrder listOf(
            """state:["v\u00edsitor"]""",
            """bucketing:["v\u00edsitor", "3001"]""",
            """dedup:["v\u00edsitor", "6001"]""",
        )
        val state = texts.entries["""state:["v\u00edsitor"]"""]
        state shouldBe """{"attributes":{},"segments":{},"bucketing":{"3001":"3102"}}"""
    }
})
