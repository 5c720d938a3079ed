package com.convert.sdk.parity.live

import com.convert.sdk.InternalConvertApi
import com.convert.sdk.internal.EvaluationInternals
import kotlinx.coroutines.coroutineScope
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Puts generated patterns and texts to this SDK's engine and to Node's `RegExp`. */
internal class RegexComparison(private val reference: Reference, private val seed: Long) {
    var pairs = 0L
        private set
    var matches = 0L
        private set
    var invalid = 0L
        private set
    var differences = 0L
        private set

    /** Compares [count] more pairs; gives those that differ, in words. */
    suspend fun compare(count: Int): List<String> = coroutineScope {
        val batch = List(count) { pair(pairs + it) }
        val asked = reference.askAsync(this, listOf(CONFIG, case(batch)))
        val ours = batch.map(::test)
        val theirs = asked.await().single()
        pairs += count
        matches += theirs.count { it == JsonPrimitive(true) }
        invalid += theirs.count { it == JsonNull }
        val different = batch.indices.filter { theirs[it] != ours[it] }
        differences += different.size
        different.map { tell(batch[it], theirs[it], ours[it]) }
    }

    private fun pair(number: Long): JsonObject {
        val dice = Dice(seed * 1_000_033 + number)
        return op("regexTest", "pattern" to Patterns.pattern(dice, loops = true), "text" to Patterns.input(dice))
    }

    @OptIn(InternalConvertApi::class)
    private fun test(pair: JsonObject): JsonElement =
        JsonPrimitive(EvaluationInternals.matchesPattern(pair.textOf("pattern"), pair.textOf("text")))

    private fun case(pairs: List<JsonObject>) = buildJsonObject {
        put("case", "patterns")
        put("config", "none")
        put("visitor", "v")
        put("ops", JsonArray(pairs))
    }

    private fun tell(pair: JsonObject, theirs: JsonElement, ours: JsonElement) =
        "pattern ${pair["pattern"]} on ${pair["text"]}: Node says $theirs, this SDK $ours"

    private companion object {
        val CONFIG = Questions(0).question(0).config.let { JsonObject(it + ("config" to JsonPrimitive("none"))) }
    }
}
