package com.convert.sdk.internal.config

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.internal.evaluation.ecmascript.NotJson
import com.convert.sdk.internal.evaluation.ecmascript.parseJson
import io.kotest.assertions.throwables.shouldNotThrowAny
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlin.random.Random

private const val SEED = 20_261_121
private const val ROUNDS = 100_000

private val grammar = Regex("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")

private const val SAMPLE = """{"first":[true, false,null , 12],"second":{"a \" b":"c\\","minus":[-0.5e+10,-0,-7]},
    "third":[{},[],1E5,"\u00e9", "é"], "fourth" : 1.25, "a\/b":"\ud83d","second":{}}"""

private val writer = Json { allowSpecialFloatingPointValues = true }

private const val STRAY = "tfn019.-+eE ,:[]{}\"\\\t\u0000u/\uD800é"

/** Replaces, drops or puts in one character, up to four times. */
private fun Random.mutated(text: String): String = (0..nextInt(4)).fold(text) { changed, _ ->
    val at = nextInt(changed.length)
    val stray = if (nextInt(4) == 0) "" else STRAY.random(this).toString()
    changed.replaceRange(at, at + nextInt(2), stray)
}

private fun isObject(text: String): Boolean = try {
    parseJson(text) is Map<*, *>
} catch (_: NotJson) {
    false
}

/** The same to a reader of the tree, and to whoever writes it out again. */
private infix fun JsonObject.shouldReadAs(other: JsonObject) {
    this shouldBe other
    toString() shouldBe other.toString()
    writer.encodeToString(this) shouldBe writer.encodeToString(other)
}

private fun library(text: String) = Json.parseToJsonElement(text) as JsonObject

class TreeReaderSpec : StringSpec({
    "a word outside quotes is taken exactly when JSON's grammar has it" {
        val random = Random(SEED)
        var taken = 0
        val words = List(ROUNDS) { (0..random.nextInt(7)).map { "0001234.-+eE".random(random) }.joinToString("") } +
            listOf("true", "false", "null", "tru", "truee", "True", "nul", "nan", "-", "é", "1é", "1\\", "\u00001")
        for (word in words) {
            val isJson = grammar.matches(word)
            if (isJson) taken++
            withClue(word) {
                isJsonLiteral(word) shouldBe isJson
                (TreeReader.read("""{"a":[1,$word]}""") != null) shouldBe isJson
            }
        }
        taken shouldBeGreaterThan 1_000
    }

    "whatever is JSON is read as the library reads it, and nothing else" {
        val random = Random(SEED)
        var read = 0
        repeat(ROUNDS) {
            val text = random.mutated(SAMPLE)
            withClue(text) {
                val tree = TreeReader.read(text)
                (tree != null) shouldBe isObject(text)
                if (tree != null) {
                    tree shouldReadAs library(text)
                    JsonCheck.requireJson(tree)
                    read++
                }
            }
        }
        read shouldBeGreaterThan 1_000
    }

    "any number of names is told apart, those too that share a place in the table" {
        val random = Random(SEED)
        val names = List(5_000) { (0..random.nextInt(3)).map { ('A'..'z').random(random) }.joinToString("") }
        val members = names.filter { '\\' !in it }.mapIndexed { index, name -> """{"$name":$index,"Aa":1,"BB":2}""" }
        val text = """{"list":$members}"""
        TreeReader.read(text).shouldNotBeNull() shouldReadAs library(text)
    }

    "members of one name share its text" {
        val tree = TreeReader.read("""{"name":1,"list":{"name":2}}""").shouldNotBeNull()
        (tree["list"] as JsonObject).keys.single() shouldBeSameInstanceAs tree.keys.first()
    }

    "nesting is counted outside quotes, and refused beyond 256 levels" {
        fun nested(depth: Int) = """{"a":${"[".repeat(depth - 1)}"[[[\"["${"]".repeat(depth - 1)}}"""
        TreeReader.read(nested(256)).shouldNotBeNull()
        TreeReader.read(nested(257)).shouldBeNull()
        shouldThrow<InvalidConfigException> { ConfigText.parse(nested(257)) }.expected shouldBe NestingCheck.EXPECTED
    }

    "what is no object is left to the library" {
        listOf("", " ", "[]", "1", "\"a\"", "{} {}", "{}]").forEach { TreeReader.read(it).shouldBeNull() }
    }

    "a text with a byte order mark needs no walk either" {
        ConfigText.parse("\uFEFF{\"a\":1} \r\n\t").shouldBeInstanceOf<ConfigContent.Sound>()
    }

    "a doubtful word is of no account when another member of its name takes its place" {
        val content = ConfigText.parse("""{"a":foo,"a":1}""")
        content.shouldBeInstanceOf<ConfigContent.Unproven>()
        shouldNotThrowAny { content.checked() }
    }

    "a doubtful word is refused by its path when the tree is asked for, not when the text is read" {
        val content = ConfigText.parse("""{"a":{"b":[1,foo]}}""")
        shouldThrow<InvalidConfigException> { content.checked() }.path shouldBe "$.a.b[1]"
    }
})
