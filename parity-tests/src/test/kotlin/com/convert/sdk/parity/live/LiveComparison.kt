package com.convert.sdk.parity.live

import com.convert.sdk.parity.BadLineException
import com.convert.sdk.parity.Conformance
import com.convert.sdk.parity.SameAnswer
import com.convert.sdk.parity.escapeLoneSurrogates
import kotlinx.coroutines.coroutineScope
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Where the two SDKs answer differently: the op at [index] of [case]. */
internal class Difference(
    val config: JsonObject,
    val case: JsonObject,
    val index: Int,
    val theirs: JsonElement,
    val ours: JsonElement,
)

/**
 * Puts questions to the reference and to this SDK, and compares the answers member for member.
 *
 * Where the JavaScript SDK throws, as it does on a broken rule, there is no answer to compare with; what is left of
 * that case is counted and passed over, since the throw left the visitor half-way.
 */
internal class LiveComparison(private val reference: Reference) {
    val tally = Tally()

    /** Compares all [questions] in one go; both sides work at the same time. */
    suspend fun compare(questions: List<Question>): List<Difference> = coroutineScope {
        val theirs = reference.askAsync(this, questions.flatMap { it.lines }).let { asked ->
            val ours = questions.map { ask(it.lines) }
            asked.await().iterator() to ours
        }
        questions.zip(theirs.second).flatMap { (question, ours) ->
            question.cases.zip(ours).mapNotNull { (case, answers) ->
                difference(question, case, theirs.first.next(), answers)
            }
        }
    }

    /** The first difference of one case asked alone; `null` when there is none or it cannot be asked. */
    suspend fun compare(config: JsonObject, case: JsonObject): Difference? {
        val lines = listOf(config, case)
        val ours = try {
            ask(lines).single()
        } catch (_: BadLineException) {
            return null
        }
        return first(config, case, reference.ask(lines).single(), ours)
    }

    private suspend fun ask(lines: List<JsonObject>): List<JsonArray> {
        val conformance = Conformance()
        return lines.mapNotNull { conformance.answer(escapeLoneSurrogates(it.toString())) }
            .map { (Json.parseToJsonElement(it) as JsonObject).getValue("results") as JsonArray }
    }

    private fun difference(question: Question, case: JsonObject, theirs: JsonArray, ours: JsonArray): Difference? {
        val found = first(question.config, case, theirs, ours)
        val thrown = theirs.indexOfFirst(::isError).takeIf { it >= 0 } ?: theirs.size
        tally.add(question.family, operations(case).map { it.textOf("op") }.take(thrown), theirs)
        if (found != null) tally.differences++
        return found
    }

    private fun first(config: JsonObject, case: JsonObject, theirs: JsonArray, ours: JsonArray): Difference? {
        for (index in theirs.indices) {
            if (isError(theirs[index])) return null
            if (!SameAnswer.MEMBER_FOR_MEMBER.holds(withoutSource(theirs[index]), withoutSource(ours[index]))) {
                return Difference(config, case, index, theirs[index], ours[index])
            }
        }
        return null
    }

    private fun isError(answer: JsonElement) = answer is JsonObject && "error" in answer

    /** What a payload says of its sender may differ. */
    private fun withoutSource(answer: JsonElement): JsonElement {
        if (answer !is JsonArray) return answer
        return JsonArray(answer.map { if (it is JsonObject && "visitors" in it) JsonObject(it - "source") else it })
    }
}

/** How much was compared. */
internal class Tally {
    val byFamily = sortedMapOf<Family, Long>()
    val byOp = sortedMapOf<String, Long>()
    var questions = 0L
        private set

    /** Answers other than `null`, false and an empty list: those in which there was something to decide. */
    var telling = 0L
        private set
    var passedOver = 0L
        private set
    var differences = 0

    /** Adds a case: its [ops] as far as they were answered, and what the reference made of all of them. */
    fun add(family: Family, ops: List<String>, answers: JsonArray) {
        val asked = ops.filterNot { it in SETTERS }
        byFamily.merge(family, asked.size.toLong(), Long::plus)
        asked.forEach { byOp.merge(it, 1, Long::plus) }
        questions += asked.size
        telling += answers.take(ops.size).count { it !in NOTHING }
        passedOver += answers.size - ops.size
    }

    private companion object {
        /** They answer nothing. */
        val SETTERS = setOf("setAttributes", "setSegments")

        val NOTHING = setOf(JsonNull, JsonPrimitive(false), JsonArray(emptyList()))
    }
}

internal fun operations(case: JsonObject): List<JsonObject> =
    (case.getValue("ops") as JsonArray).map { it as JsonObject }

internal fun JsonObject.textOf(name: String): String = (getValue(name) as JsonPrimitive).content
