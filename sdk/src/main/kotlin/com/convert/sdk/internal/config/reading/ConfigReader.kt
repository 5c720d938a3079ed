package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException

/** Reads what a configuration says of itself; [EntityReader] reads what is in its lists. */
internal class ConfigReader(private val member: (name: String) -> JsonNode?) {
    fun accountId(): String = identity(member("account_id")) { "$.account_id" }

    fun projectId(): String {
        val project = member("project")
        if (project == null || !project.isObject) throw InvalidConfigException("$.project", "an object")
        return identity(project["id"]) { "$.project.id" }
    }

    fun archivedIds(): Set<String> = texts(member("archived_experiences")).toSet()
}
