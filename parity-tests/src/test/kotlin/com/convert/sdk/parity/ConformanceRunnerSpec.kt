package com.convert.sdk.parity

import io.kotest.core.spec.style.FunSpec
import io.kotest.inspectors.forAll
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith

class ConformanceRunnerSpec : FunSpec({
    val config = """{"config":"c","data":{"account_id":"1","project":{"id":"2"}}}"""
    val question = """{"case":1,"config":"c","visitor":"v","ops":[{"op":"bucketValue","experienceId":"e"}]}"""

    suspend fun answers(vararg lines: String): Pair<String?, String> {
        val output = StringBuilder()
        val problem = answerAll(lines.joinToString("\n").reader().buffered(), output)
        return problem to output.toString()
    }

    test("a case gets the answer with its identifier, a configuration none") {
        answers(config, question) shouldBe (null to "{\"case\":1,\"results\":[4529]}\n")
    }

    test("a lone surrogate is written as an escape") {
        val (_, output) = answers(config, question.replace("1,", "\"\\ud83d\","))
        output shouldStartWith "{\"case\":\"\\ud83d\""
    }

    listOf(
        "not JSON" to "{",
        "not an object" to "[]",
        "nothing of the protocol" to "{}",
        "a configuration without data" to """{"config":"d"}""",
        "a configuration that the SDK refuses" to """{"config":"c","data":{"experiences":5}}""",
        "a case of an unknown configuration" to question.replace("\"c\"", "\"d\""),
        "a case without ops" to """{"case":1,"config":"c","visitor":"v"}""",
        "a case of a visitor without a name" to question.replace("\"v\"", "\"\""),
        "an op of an unknown name" to question.replace("bucketValue", "guess"),
        "an op without a field that it needs" to question.replace("experienceId", "experience"),
    ).forAll { (what, line) ->
        test("the number of a bad line is named: $what") {
            val (problem, output) = answers(config, question, "", line, question)
            problem!! shouldMatch "line (4|5): [^\n]+"
            output.lines().size shouldBe 2
        }
    }

    test("a bad line ends the process with status 2 and one line on standard error") {
        val run = RunnerProcess.ofClasses("32m").run(sequenceOf(config, question, "{", question))
        run.exitStatus shouldBe 2
        run.output shouldBe listOf("""{"case":1,"results":[4529]}""")
        run.errors.size shouldBe 1
        run.errors.single() shouldStartWith "line 3: "
    }

    test("memory does not grow with the number of cases") {
        val megabyte = "x".repeat(1_000_000)
        val lines = generateSequence(1) { it + 1 }.take(300).flatMap { round ->
            sequenceOf(config.replace("}}}", "}},\"padding\":\"$round$megabyte\"}")) +
                generateSequence { question }.take(50)
        }
        val run = RunnerProcess.ofClasses("32m").run(lines)
        run.errors shouldBe emptyList()
        run.exitStatus shouldBe 0
        run.output.size shouldBe 15_000
    }
})
