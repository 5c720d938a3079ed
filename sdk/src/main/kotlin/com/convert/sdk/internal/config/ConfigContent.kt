package com.convert.sdk.internal.config

import kotlinx.serialization.json.JsonObject

/** The tree of a configuration, on its way to a snapshot. */
internal sealed class ConfigContent(val tree: JsonObject) {
    /** The tree, which is JSON throughout; fails with an `InvalidConfigException` when it is not. */
    abstract fun checked(): JsonObject

    /** Of a text whose words were all looked at before it was parsed. */
    class Sound(tree: JsonObject) : ConfigContent(tree) {
        override fun checked() = tree
    }

    /** Whatever else: it has to be walked. */
    class Unproven(tree: JsonObject) : ConfigContent(tree) {
        override fun checked() = tree.also(JsonCheck::requireJson)
    }
}
