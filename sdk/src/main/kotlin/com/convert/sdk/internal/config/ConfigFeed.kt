package com.convert.sdk.internal.config

import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.ConfigSource
import kotlinx.serialization.json.JsonObject

/** Where configurations come from: the first one, and those after it. */
internal interface ConfigFeed {
    /** The first configuration; fails with a `ConfigException`. */
    suspend fun first(): First

    /** Hands every later one to [onLoaded], changed or not. */
    fun follow(onLoaded: (ConfigSnapshot) -> Unit)

    /** Asks for one now, which then is handed on as well. */
    suspend fun refreshNow()

    class First(val snapshot: ConfigSnapshot, val source: ConfigSource)
}

/** Direct data: there is one configuration, and never another. */
internal class DirectFeed(private val data: JsonObject, private val environment: String?) : ConfigFeed {
    override suspend fun first() = ConfigFeed.First(ConfigSnapshot.read(data, environment), ConfigSource.DIRECT)

    override fun follow(onLoaded: (ConfigSnapshot) -> Unit) = Unit

    override suspend fun refreshNow() = Unit
}
