package com.convert.sdk.parity.live

import com.convert.sdk.parity.Conformance
import com.convert.sdk.parity.escapeLoneSurrogates
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.longs.shouldBeGreaterThan
import io.kotest.matchers.longs.shouldBeGreaterThanOrEqual
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.nio.file.Files
import java.nio.file.Path

class LiveRunSpec : FunSpec({
    val folder = tempdir().toPath()

    fun plan(vectors: Path) =
        RunPlan(folder = folder, vectors = vectors, seed = 3, questions = 600, pairs = 0, report = null)

    test("a reference that agrees leaves nothing to tell") {
        val run = LiveRun(plan(folder), Echo(), say = {})
        run.compareQuestions().shouldBeEmpty()
        run.tally.questions shouldBeGreaterThanOrEqual 600
        run.tally.differences shouldBe 0
    }

    test("a difference is made small, told with both answers, and kept with the reference's answer") {
        val wrong = Echo { if (it is JsonPrimitive && it.content.length == 4) JsonPrimitive(-1) else it }
        val run = LiveRun(plan(folder), wrong, say = {})
        val told = run.compareQuestions()
        told.first() shouldContain "the JavaScript SDK: -1\n"
        val lines = Files.readAllLines(folder.resolve("found.cases.jsonl"))
        val cases = lines.map { Json.parseToJsonElement(it) as JsonObject }
        cases.size shouldBe 2 * told.size
        operations(cases[1]).size shouldBe 1
        Files.readAllLines(folder.resolve("found.expected.jsonl")).first() shouldContain "\"results\":[-1]"
    }

    test("an answer that the reference could not give is passed over, and so is what follows it") {
        val thrown = Json.parseToJsonElement("""{"error":"TypeError"}""")
        val run = LiveRun(plan(folder), Echo { if (it == JsonPrimitive(true)) thrown else it }, say = {})
        run.compareQuestions().shouldBeEmpty()
        run.tally.passedOver shouldBeGreaterThan 0
    }

    test("the report has the figures of the run and every difference on purpose") {
        val node = tempdir().toPath()
        Files.writeString(
            node.resolve("package-lock.json"),
            """{"packages":{"node_modules/@convertcom/js-sdk":{"version":"9.8.7","integrity":"sha512-x"}}}""",
        )
        val plan = RunPlan(folder = node, vectors = node, seed = 3, questions = 1, pairs = 0, report = null)
        val run = LiveRun(plan, Echo(), say = {})
        run.compareQuestions()
        val page = run.report().page()
        page shouldStartWith "# "
        page shouldContain "9.8.7"
        page shouldContain "| seed | 3 |"
        OnPurpose.entries.forEach { page shouldContain it.what }
    }

    test("a question depends on seed and number alone") {
        val questions = Questions(5)
        val third = questions.question(3).lines
        questions.question(4)
        questions.question(3).lines shouldBe third
        Questions(6).question(3).lines shouldNotBe third
    }
})

/** This SDK itself, with each answer changed by [change]. */
private class Echo(private val change: (JsonElement) -> JsonElement = { it }) : Reference {
    override fun ask(lines: List<JsonObject>): List<JsonArray> = runBlocking {
        val conformance = Conformance()
        lines.mapNotNull { conformance.answer(escapeLoneSurrogates(it.toString())) }
            .map { (Json.parseToJsonElement(it) as JsonObject).getValue("results") as JsonArray }
            .map { answers -> JsonArray(answers.map(change)) }
    }
}
