package com.convert.sdk.internal.config.reading

import com.convert.sdk.ConfigSnapshot

/** From a configuration to a snapshot: everything is checked and compiled, or the whole of it is refused. */
internal object SnapshotReader {
    /** @throws com.convert.sdk.error.InvalidConfigException when [text] is no usable configuration. */
    fun read(text: String, environment: String?): ConfigSnapshot = read(ConfigText.parse(text), environment)

    /** @throws com.convert.sdk.error.InvalidConfigException when [content] is no usable configuration. */
    fun read(content: ConfigContent, environment: String?): ConfigSnapshot {
        content.requireJson()
        val reader = ConfigReader(content.tree)
        val accountId = reader.accountId()
        val projectId = reader.projectId()
        val parts = content.parts()
        val compiler = SnapshotCompiler(parts, reader.archivedIds(), environment)
        val index = parts.all.associate { it.type to it.index }
        return ConfigSnapshot.of(content.tree, accountId, projectId, index, compiler.plan())
    }
}
