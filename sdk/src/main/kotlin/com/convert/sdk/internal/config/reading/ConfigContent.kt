package com.convert.sdk.internal.config.reading

import kotlinx.serialization.json.JsonObject

/** The tree of a configuration, on its way to a snapshot. */
internal sealed class ConfigContent(val tree: JsonObject) {
    /** Fails with an `InvalidConfigException` when the tree is not JSON throughout. */
    open fun requireJson() = Unit

    /** The entities; fails with an `InvalidConfigException` when one cannot be read. */
    open fun parts(): ConfigParts = ConfigParts.of(tree)

    /** Of a text whose words were all looked at before it was parsed. [parts] is `null` when they are not read yet. */
    class Sound(tree: JsonObject, private val parts: ConfigParts?) : ConfigContent(tree) {
        override fun parts() = parts ?: super.parts()
    }

    /** Anything else: it has to be walked. */
    class Unproven(tree: JsonObject) : ConfigContent(tree) {
        override fun requireJson() = JsonCheck.requireJson(tree)
    }
}
