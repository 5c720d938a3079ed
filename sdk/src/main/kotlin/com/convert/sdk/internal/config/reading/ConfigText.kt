package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.text.Utf8
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import java.io.InputStream
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path

/** Reads the text of a configuration. What is wrong with its fields is told later, when a snapshot is made of it. */
internal object ConfigText {
    fun parse(text: String): ConfigContent {
        val json = text.removePrefix("\uFEFF")
        Utf8.encodeExactly(json)?.let { bytes ->
            ConfigStream.read(bytes)?.let { return ConfigContent.Sound(bytes, it) }
        }
        // Something is out of the ordinary: the library says what is wrong, or that nothing is.
        TextCheck.requireShallow(json)
        return ConfigContent.Unproven(tree(json))
    }

    private fun tree(json: String): JsonObject {
        val root = try {
            Json.parseToJsonElement(json)
        } catch (e: SerializationException) {
            throw InvalidConfigException("$", "a JSON object, was ${NonJsonText.describe(json, e)}")
        }
        return root as? JsonObject
            ?: throw InvalidConfigException("$", "a JSON object, was ${NonJsonText.describe(json, root)}")
    }

    fun read(path: Path): ConfigContent = parse(
        try {
            Files.readString(path)
        } catch (_: NoSuchFileException) {
            val reason = "there is no such file; relative paths start at ${Path.of("").toAbsolutePath()}"
            throw NoSuchFileException(path.toString(), null, reason)
        },
    )

    fun read(stream: InputStream): ConfigContent = parse(stream.use { String(it.readAllBytes(), Charsets.UTF_8) })
}
