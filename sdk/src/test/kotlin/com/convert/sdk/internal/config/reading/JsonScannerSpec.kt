package com.convert.sdk.internal.config.reading

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.json.toPlain
import io.kotest.assertions.throwables.shouldNotThrowAny
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlin.random.Random

private const val SEED = 20_261_121
private const val ROUNDS = 100_000

private val grammar = Regex("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")

private const val SAMPLE = """{"first":[true, false,null , 12],"second":{"a \" b":"c\\","minus":-0.5e+10},
    "third":[{},[],1E5,"\u00e9", "é"], "fourth" : 1.25}"""

private const val STRAY = "tfn019.-+eEub/ ,:[]{}\"\\\t\u0000é"

/** Replaces, drops or puts in one character, up to four times. */
private fun Random.mutated(text: String): String = (0..nextInt(4)).fold(text) { changed, _ ->
    val at = nextInt(changed.length)
    val stray = if (nextInt(4) == 0) "" else STRAY.random(this).toString()
    changed.replaceRange(at, at + nextInt(2), stray)
}

private fun parsed(text: String): JsonObject? = try {
    Json.parseToJsonElement(text) as? JsonObject
} catch (_: SerializationException) {
    null
}

private fun isRefused(tree: JsonObject): Boolean = try {
    JsonCheck.requireJson(tree)
    false
} catch (_: InvalidConfigException) {
    true
}

private fun isRead(text: String): Boolean = try {
    ConfigText.parse(text).read()
    true
} catch (_: InvalidConfigException) {
    false
}

private fun isTaken(text: String): Boolean = ConfigStream.read(text.toByteArray()) != null

@Tags("slow")
class JsonScannerSpec : StringSpec({
    "a word outside quotes is taken exactly when JSON's grammar has it" {
        val random = Random(SEED)
        var taken = 0
        val words = List(ROUNDS) { (0..random.nextInt(7)).map { "0001234.-+eE".random(random) }.joinToString("") } +
            listOf("true", "false", "null", "tru", "truee", "True", "nul", "nan", "-", "é", "1é", "1\\", "\u00001")
        for (word in words) {
            val isJson = grammar.matches(word)
            if (isJson) taken++
            withClue(word) {
                isJsonLiteral(word.toByteArray()) shouldBe isJson
                isTaken("""{"a":[1,$word]}""") shouldBe isJson
            }
        }
        taken shouldBeGreaterThan 1_000
    }

    "what the scanner takes has the parser's values, and what it leaves is taken or refused by the parser" {
        val random = Random(SEED)
        val verdicts = List(ROUNDS) {
            val text = random.mutated(SAMPLE)
            val sound = parsed(text)?.takeUnless(::isRefused)
            val stream = ConfigStream.read(text.toByteArray())
            withClue(text) {
                if (stream != null) stream.raw() shouldBe sound?.toPlain()
                isRead(text) shouldBe (sound != null)
            }
            stream != null
        }
        verdicts.count { it } shouldBeGreaterThan 1_000
        verdicts.count { !it } shouldBeGreaterThan 1_000
    }

    "a doubtful word is of no account when another member of its name takes its place" {
        val content = ConfigText.parse("""{"a":foo,"a":1}""")
        content.shouldBeInstanceOf<ConfigContent.Unproven>()
        shouldNotThrowAny { content.read() }
    }

    "a doubtful word is refused by its path when the tree is asked for, not when the text is read" {
        val content = ConfigText.parse("""{"a":{"b":[1,foo]}}""")
        shouldThrow<InvalidConfigException> { content.read() }.path shouldBe "$.a.b[1]"
    }

    "a text with a byte order mark is read in one go as well" {
        ConfigText.parse("\uFEFF{\"a\":1}").shouldBeInstanceOf<ConfigContent.Sound>()
    }

    "nesting is counted outside quotes, and refused beyond 256 levels" {
        fun lists(depth: Int) = "[".repeat(depth) + "\"[[[\\\"[\"" + "]".repeat(depth)
        isTaken("""{"a":${lists(255)}}""") shouldBe true
        isTaken("""{"a":${lists(256)}}""") shouldBe false
        TextCheck.requireShallow(lists(256))
        shouldThrow<InvalidConfigException> { TextCheck.requireShallow(lists(257)) }.path shouldBe "$"
    }
})
