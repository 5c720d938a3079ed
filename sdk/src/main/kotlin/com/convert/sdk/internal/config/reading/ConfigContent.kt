package com.convert.sdk.internal.config.reading

import com.convert.sdk.internal.json.JsonTextTree
import com.convert.sdk.internal.json.toPlain
import com.convert.sdk.internal.text.Utf8
import kotlinx.serialization.json.JsonObject
import java.util.concurrent.atomic.AtomicReference

/** A configuration on its way to a snapshot. */
internal sealed class ConfigContent {
    /** All of it. */
    abstract val tree: JsonObject

    /** The plain value of the member [name]. */
    abstract fun member(name: String): Any?

    /** What is in it; fails with an `InvalidConfigException` when that is not JSON throughout. */
    abstract fun read(): ConfigStream

    /** A text that is JSON. */
    class Sound(private val text: ByteArray, read: ConfigStream) : ConfigContent() {
        /** What was read is for the first who asks: nobody else should have to keep it. */
        private val firstRead = AtomicReference<ConfigStream?>(read)

        override val tree = JsonObject(JsonTextTree(text))

        override fun member(name: String): Any? = (firstRead.get() ?: readAgain()).member(name)

        override fun read(): ConfigStream = firstRead.getAndSet(null) ?: readAgain()

        private fun readAgain() = checkNotNull(ConfigStream.read(text))
    }

    /** Anything else: it has to be walked, and written as text. */
    class Unproven(override val tree: JsonObject) : ConfigContent() {
        override fun member(name: String): Any? = tree[name]?.toPlain()

        override fun read(): ConfigStream {
            JsonCheck.requireJson(tree)
            return checkNotNull(ConfigStream.read(Utf8.encodeJson(tree.toString())))
        }
    }
}
