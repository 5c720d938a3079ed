package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException
import kotlinx.serialization.json.JsonObject

/** Reads what a configuration says of itself; [EntityReader] reads what is in its lists. */
internal class ConfigReader(private val root: JsonObject) {
    fun accountId(): String = identity(root["account_id"]) { "$.account_id" }

    fun projectId(): String {
        val project = root["project"] as? JsonObject ?: throw InvalidConfigException("$.project", "an object")
        return identity(project["id"]) { "$.project.id" }
    }

    fun archivedIds(): Set<String> = texts(root["archived_experiences"]).toSet()
}
