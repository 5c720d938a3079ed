package com.convert.sdk.internal.config.loading

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConfigSource
import com.convert.sdk.internal.config.reading.ConfigContent
import com.convert.sdk.internal.config.reading.SnapshotReader
import com.convert.sdk.internal.json.VariableWarnings
import kotlin.time.Duration

/** Where configurations come from: the first one, and those after it. */
internal interface ConfigFeed : AutoCloseable {
    /** The first configuration; fails with a `ConfigException`. Asked again after a failure only. */
    suspend fun first(): First

    /** Hands every later one to [onLoaded], changed or not, one at a time. Called once, after [first]. */
    fun follow(onLoaded: (ConfigSnapshot) -> Unit)

    /** Asks for one now, which then is handed on as well; fails with a `ConfigLoadException`. */
    suspend fun refreshNow()

    /** Ends following; waiting calls of [refreshNow] are cancelled. */
    override fun close()

    /** @property age of one from the cache: time since it was written, if known. */
    class First(val snapshot: ConfigSnapshot, val source: ConfigSource, val age: Duration? = null)
}

/** Direct data: there is one configuration, and never another. */
internal class DirectFeed(
    private val content: ConfigContent,
    private val environment: String?,
    private val warnings: VariableWarnings,
) : ConfigFeed {
    override suspend fun first() =
        ConfigFeed.First(SnapshotReader.read(content, environment, warnings), ConfigSource.DIRECT)

    override fun follow(onLoaded: (ConfigSnapshot) -> Unit) = Unit

    override suspend fun refreshNow() = Unit

    override fun close() = Unit
}
