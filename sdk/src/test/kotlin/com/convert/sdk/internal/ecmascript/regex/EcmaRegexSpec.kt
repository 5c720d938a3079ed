package com.convert.sdk.internal.ecmascript.regex

import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonPrimitive
import java.util.concurrent.Callable
import java.util.concurrent.Executors

/** Of `h = h * 31 + c` in 32 bits over the canonical units of 0 to 0xFFFF, taken from Node 20. */
private const val HASH_OF_NODES_CANONICAL_UNITS = 1426263997

private data class NodeAnswer(val topic: String, val pattern: String, val input: String, val answer: String)

private fun nodeAnswers(): List<NodeAnswer> {
    val resource = checkNotNull(EcmaRegexSpec::class.java.getResource("node-answers.tsv"))
    return resource.readText().lines().filter { it.isNotEmpty() && !it.startsWith("#") }.map { line ->
        val (topic, pattern, input, answer) = line.split('\t')
        NodeAnswer(topic, text(pattern), text(input), answer)
    }
}

private fun text(json: String): String = Json.parseToJsonElement(json).jsonPrimitive.content

private fun answer(pattern: String, input: String): String = when (EcmaRegex.compile(pattern)?.test(input)) {
    null -> "invalid"
    RegexOutcome.MATCH -> "match"
    RegexOutcome.NO_MATCH -> "no match"
    RegexOutcome.CUT_SHORT -> "cut short"
}

private fun nested(depth: Int): String = "(".repeat(depth) + "a" + ")".repeat(depth)

@Tags("slow")
class EcmaRegexSpec : FunSpec({
    nodeAnswers().groupBy { it.topic }.forEach { (topic, answers) ->
        test("answers as Node does about $topic") {
            answers.filter { answer(it.pattern, it.input) != it.answer }.shouldBeEmpty()
        }
    }

    test("every code unit has the upper case it has in Node, whatever the JDK") {
        var hash = 0
        for (unit in Char.MIN_VALUE..Char.MAX_VALUE) hash = hash * 31 + CaseTable.canonicalize(unit).code
        hash shouldBe HASH_OF_NODES_CANONICAL_UNITS
    }

    test("a unit matches exactly the units with the same upper case") {
        val unitsByUpperCase = (Char.MIN_VALUE..Char.MAX_VALUE).groupBy { CaseTable.canonicalize(it) }
        for (equals in unitsByUpperCase.values.filter { it.size > 1 }) {
            for (unit in equals) {
                val set = CharSet.ignoringCase(unit)
                (Char.MIN_VALUE..Char.MAX_VALUE).filter { it in set } shouldBe equals
            }
        }
    }

    test("a pattern with groups nested as deep as allowed is read and matched") {
        val regex = EcmaRegex.compile(nested(PatternParser.MAX_NESTING)).shouldNotBeNull()
        regex.test("A") shouldBe RegexOutcome.MATCH
    }

    test("a pattern nested deeper than allowed counts as invalid") {
        EcmaRegex.compile(nested(PatternParser.MAX_NESTING + 1)).shouldBeNull()
        EcmaRegex.compile(nested(100_000)).shouldBeNull()
    }

    test("the deepest pattern fits a small stack") {
        val bodies = listOf("(?:x|%s)*", "(%s|\\1)+?", "(?=%s|x){1,3}", "(?<!%s|x)y", "(?<=(%s))\\1{2}|x")
        bodies.forEach { body ->
            var pattern = "a"
            while (true) {
                val deeper = body.replace("%s", pattern)
                EcmaRegex.compile(deeper) ?: break
                pattern = deeper
            }
            withClue(body) { onStackOf(kilobytes = 512) { EcmaRegex.compile(pattern)?.test("aaaa") }.shouldNotBeNull() }
        }
    }

    test("one compiled pattern serves many threads at once") {
        val regex = EcmaRegex.compile("^(?=.*(a+)b)(?:\\1|b|c)*$").shouldNotBeNull()
        val inputs = List(64) { "a".repeat(it % 7 + 1) + if (it % 2 == 0) "bc" else "bd" }
        val expected = inputs.map { regex.test(it) }
        val pool = Executors.newFixedThreadPool(4)
        try {
            val answers = pool.invokeAll(List(200) { Callable { inputs.map { regex.test(it) } } })
            answers.map { it.get() }.distinct() shouldBe listOf(expected)
        } finally {
            pool.shutdownNow()
        }
    }
})

/** The thread hands an error over as the absent result, which the caller refuses. */
private fun <T> onStackOf(kilobytes: Long, action: () -> T): T? {
    var result: T? = null
    Thread(null, { result = action() }, "small stack", kilobytes * 1024).apply {
        setUncaughtExceptionHandler { _, _ -> }
        start()
        join()
    }
    return result
}
