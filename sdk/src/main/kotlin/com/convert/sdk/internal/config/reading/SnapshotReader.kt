package com.convert.sdk.internal.config.reading

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.internal.json.VariableWarnings

/** From a configuration to a snapshot: everything is checked and compiled, or the whole of it is refused. */
internal object SnapshotReader {
    /** @throws com.convert.sdk.error.InvalidConfigException when [text] is no usable configuration. */
    fun read(
        text: String,
        environment: String?,
        warnings: VariableWarnings = VariableWarnings.NONE,
    ): ConfigSnapshot = read(ConfigText.parse(text), environment, warnings)

    /**
     * [warnings] is told of what later readings of feature variables miss.
     *
     * @throws com.convert.sdk.error.InvalidConfigException when [content] is no usable configuration.
     */
    fun read(
        content: ConfigContent,
        environment: String?,
        warnings: VariableWarnings = VariableWarnings.NONE,
    ): ConfigSnapshot {
        val read = content.read()
        val accountId = read.fields.accountId()
        val projectId = read.fields.projectId()
        val parts = read.parts.apply { requireSound() }
        val compiler = SnapshotCompiler(parts, read.fields.archivedIds(), environment, warnings)
        val index = parts.all.associate { it.type to it.index }
        return ConfigSnapshot.of(read.raw(), accountId, projectId, index, compiler.plan())
    }
}
