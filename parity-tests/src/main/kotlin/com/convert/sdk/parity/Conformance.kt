package com.convert.sdk.parity

import com.convert.sdk.Context
import com.convert.sdk.Core
import com.convert.sdk.SdkConfig
import com.convert.sdk.error.ConfigException
import kotlinx.coroutines.CancellationException
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** One run of the conformance protocol: keeps the configurations by name and answers case after case. */
internal class Conformance {
    private val configurations = HashMap<String, Configuration>()

    /**
     * The answer to one line of input; `null` for a configuration, which is only remembered.
     *
     * @throws BadLineException when the line is not of the protocol.
     */
    suspend fun answer(line: String): String? {
        val json = parse(line)
        if (json["case"] == null) {
            configurations[json.requireText("config")] = Configuration.of(json).apply { requireAccepted() }
            return null
        }
        return answerCase(json).toString()
    }

    private suspend fun answerCase(case: JsonObject): JsonObject {
        val name = case.requireText("config")
        val configuration = configurations[name] ?: throw BadLineException("no configuration has the name of this case")
        val operations = (case["ops"] as? JsonArray) ?: throw BadLineException("'ops' is not a list")
        val results = configuration.withCore { core, sent ->
            val runner = Operations(core, contextOf(case, core), sent)
            operations.map { answerOperation(runner, it) }
        }
        return buildJsonObject {
            put("case", case.getValue("case").toPlainValue().toJsonValue())
            put("results", JsonArray(results))
        }
    }

    private fun contextOf(case: JsonObject, core: Core): Context {
        val visitor = case.requireText("visitor").ifEmpty { throw BadLineException("'visitor' is empty") }
        return core.createContext(visitor, case.plainMap("attributes"), case.plainMap("location"))
    }

    private suspend fun answerOperation(runner: Operations, operation: JsonElement): JsonElement {
        if (operation !is JsonObject) throw BadLineException("an op is not an object")
        return try {
            runner.run(operation)
        } catch (e: CancellationException) {
            throw e
        } catch (e: BadLineException) {
            throw e
        } catch (e: Exception) {
            buildJsonObject { put("error", e.javaClass.simpleName) }
        }
    }

    private fun parse(line: String): JsonObject = try {
        Json.parseToJsonElement(line) as? JsonObject ?: throw BadLineException("not an object")
    } catch (_: SerializationException) {
        throw BadLineException("not JSON")
    }

    private class Configuration(private val data: JsonObject, private val environment: String?) {
        suspend fun <T> withCore(use: suspend (Core, RecordingTransport) -> T): T {
            val sent = RecordingTransport()
            val core = Core(settings(), sent)
            return try {
                core.initialize()
                use(core, sent)
            } finally {
                core.shutdown()
            }
        }

        suspend fun requireAccepted() = try {
            withCore { _, _ -> }
        } catch (e: ConfigException) {
            throw BadLineException("the SDK refuses this configuration: ${e.message}")
        }

        private fun settings() = SdkConfig {
            data = this@Configuration.data
            environment = this@Configuration.environment
            batchSize = MANUAL_RELEASE_ONLY
            flushOnShutdown = false
        }

        companion object {
            /** More events than a case has. */
            private const val MANUAL_RELEASE_ONLY = 1_000

            fun of(line: JsonObject) = Configuration(
                data = line["data"] as? JsonObject ?: throw BadLineException("'data' is not an object"),
                environment = line.text("environment"),
            )
        }
    }
}

/** A line of input that is not of the protocol. */
internal class BadLineException(message: String) : RuntimeException(message)
