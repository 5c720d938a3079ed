package com.convert.sdk.parity.live

import com.convert.sdk.parity.escapeLoneSurrogates
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption.APPEND
import java.nio.file.StandardOpenOption.CREATE

/** The checked-in vectors that comparisons found: every later build asks them again. */
internal class FoundCases(private val folder: Path) {
    /** Adds a difference, with the reference's answer as the expected one. */
    fun add(name: String, found: Difference, answers: JsonArray) {
        val config = JsonObject(found.config + ("config" to JsonPrimitive(name)))
        val case = JsonObject(found.case + ("config" to JsonPrimitive(name)) + ("case" to JsonPrimitive(name)))
        append("found.cases.jsonl", config, case)
        append("found.expected.jsonl", JsonObject(mapOf("case" to JsonPrimitive(name), "results" to answers)))
    }

    private fun append(file: String, vararg lines: JsonElement) {
        val text = lines.joinToString("") { escapeLoneSurrogates(it.toString()) + "\n" }
        Files.writeString(folder.resolve(file), text, CREATE, APPEND)
    }
}
