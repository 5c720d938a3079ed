package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import java.io.InputStream
import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path

/** Reads the text of a configuration. What is wrong with its fields is told later, by the reader of them. */
internal object ConfigText {
    private const val LARGE = 1 shl 16

    fun parse(text: String): ConfigContent {
        val json = text.removePrefix("\uFEFF")
        // A doubtful word may not matter: of two members of one name, the last one counts.
        if (!TextCheck.hasOnlyLiterals(json)) return ConfigContent.Unproven(tree(json))
        // The tree of a small one stays in the processor's nearer caches anyway.
        val inOneGo = if (json.length < LARGE) null else ConfigStream.read(json)
        return inOneGo ?: ConfigContent.Sound(tree(json), null)
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
