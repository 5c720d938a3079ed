package com.convert.sdk.parity.live

import com.convert.sdk.parity.escapeLoneSurrogates
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import java.nio.file.Path
import kotlin.concurrent.thread

/** Another SDK, asked through the protocol. */
internal fun interface Reference {
    /** The results of every case among [lines], in order. */
    fun ask(lines: List<JsonObject>): List<JsonArray>
}

internal fun Reference.askAsync(scope: CoroutineScope, lines: List<JsonObject>): Deferred<List<JsonArray>> =
    scope.async(Dispatchers.IO) { ask(lines) }

/** The published JavaScript SDK, in one Node process for all questions. */
internal class NodeReference(folder: Path) : Reference, AutoCloseable {
    private val process = ProcessBuilder("node", SCRIPT)
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
    private val writer = process.outputWriter(Charsets.UTF_8)
    private val reader = process.inputReader(Charsets.UTF_8)

    override fun ask(lines: List<JsonObject>): List<JsonArray> {
        // From another thread: with both pipes full neither process would go on.
        val feeder = thread {
            for (line in lines) writer.append(escapeLoneSurrogates(line.toString())).append('\n')
            writer.flush()
        }
        val answers = lines.filter { "case" in it }.map { readAnswer() }
        feeder.join()
        return answers
    }

    private fun readAnswer(): JsonArray {
        val line = checkNotNull(reader.readLine()) { "the JavaScript SDK's process has ended" }
        return (Json.parseToJsonElement(line) as JsonObject).getValue("results") as JsonArray
    }

    override fun close() {
        writer.close()
        process.waitFor()
    }

    private companion object {
        const val SCRIPT = "conformance.js"
    }
}
