package com.convert.sdk.cli

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldBeEmpty
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import java.io.File
import java.nio.file.Path
import kotlin.io.path.readText

/** Path of a file with [text] in it, which goes with the process. */
private fun file(text: String): String = File.createTempFile("convert", null).apply {
    deleteOnExit()
    writeText(text)
}.path

private const val LOST = """{"account_id": "1", "project": {"id": "2"}, "experiences": [{"id": "3", "key": "e"}]}"""

class CommandsSpec : StringSpec({
    "what is fine ends with 0, a finding with 1" {
        convert("explain", "checkout", "--visitor", "ann", "--config", SAMPLE).code shouldBe 0
        convert("explain", "chekout", "--visitor", "ann", "--config", SAMPLE).code shouldBe 1
        convert("simulate", "--visitors", "1000", "--config", SAMPLE).code shouldBe 0
        convert("diff", SAMPLE, SAMPLE, "--visitors", "1000").code shouldBe 0
        convert("diff", SAMPLE, file(LOST), "--visitors", "1000").code shouldBe 1
        convert("validate", SAMPLE).code shouldBe 1
        convert("srm", "--planned", "a=1", "--planned", "b=1", "--seen", "a=510", "--seen", "b=490").code shouldBe 0
        convert("srm", "--planned", "a=1", "--planned", "b=1", "--seen", "a=900", "--seen", "b=490").code shouldBe 1
    }

    "wrong use ends with 2, and says on the error stream what is wrong" {
        val wrong = listOf(
            emptyList<String>() to "Usage: convert",
            listOf("explain") to "Missing required",
            listOf("validate", "lost.json") to "there is no file 'lost.json'",
            listOf("explain", "checkout", "--visitor", "", "--config", SAMPLE) to "id must not be empty",
            listOf("explain", "checkout", "--visitor", "ann") to "CONVERT_SDK_KEY",
            listOf("simulate", "--visitors", "0", "--config", SAMPLE) to "visitors must be from 1",
            listOf("simulate", "--visitors", "many", "--config", SAMPLE) to "'many' is not a long",
            listOf("simulate", "--experience", "x", "--config", SAMPLE) to "no experience has the key 'x'",
            listOf("diff", "-", "-") to "only one of the two",
            listOf("validate", file("{")) to "expected",
            listOf("srm", "--planned", "a=0", "--seen", "a=1") to "must be above 0",
            listOf("simulat") to "simulate",
        )
        for ((args, message) in wrong) {
            withClue(args) {
                val said = convert(*args.toTypedArray())
                said.code shouldBe 2
                said.out.shouldBeEmpty()
                said.err shouldContain message
            }
        }
    }

    "every command answers in JSON" {
        val commands = listOf(
            listOf("explain", "checkout", "--visitor", "ann", "--config", SAMPLE),
            listOf("simulate", "--visitors", "1000", "--config", SAMPLE),
            listOf("diff", SAMPLE, SAMPLE, "--visitors", "1000"),
            listOf("validate", SAMPLE),
            listOf("srm", "--planned", "a=1", "--planned", "b=1", "--seen", "a=510", "--seen", "b=490"),
        )
        for (command in commands) Json.parseToJsonElement(convert(*command.toTypedArray(), "--json").out).jsonObject
    }

    "a configuration comes from standard input" {
        val said = convert("validate", "-", input = Path.of(SAMPLE).readText())
        said.out shouldBe convert("validate", SAMPLE).out
        convert("explain", "e", "--visitor", "ann", "--config", "-", input = LOST).code shouldBe 0
    }

    "attributes are numbers, booleans, JSON or text, as they look" {
        attributeValue("5") shouldBe 5L
        attributeValue("-2.5e3") shouldBe -2500.0
        attributeValue("true") shouldBe true
        attributeValue("null") shouldBe null
        attributeValue("\"5\"") shouldBe "5"
        attributeValue("[\"a\", 1]") shouldBe listOf("a", 1L)
        attributeValue("{\"a\": {}}") shouldBe mapOf("a" to emptyMap<String, Any?>())
        for (text in listOf("US", "", "1.2.3", "007x", "{", "two words")) attributeValue(text) shouldBe text
    }

    "colours and progress are for terminals" {
        val args = arrayOf("simulate", "--visitors", "1000", "--config", SAMPLE)
        val plain = convert(*args)
        plain.out shouldNotContain "\u001b"
        plain.err.shouldBeEmpty()
        val watched = convert(*args, colours = true, isInteractive = true)
        watched.out shouldContain "\u001b["
        watched.err shouldContain "100 % of 1,000 visitors"
    }

    "the picture is written where it is wanted" {
        val svg = file("")
        convert("simulate", "--visitors", "1000", "--config", SAMPLE, "--svg", svg).code shouldBe 0
        File(svg).readText() shouldStartWith "<svg"
    }

    "a mix of visitors comes from a file, below what the command line says" {
        val mix = file("weight,country\n1,US\n1,\n")
        val args = arrayOf("simulate", "--attr", "country=CA", "--config", SAMPLE, "--experience", "checkout")
        convert(*args, "--mix", mix).out shouldNotContain "turned away"
    }

    "the completion script knows the commands and their options" {
        val script = convert("completion").out
        val words = listOf("explain", "simulate", "diff", "validate", "srm", "fetch", "--visitors")
        for (word in words) script shouldContain word
    }

    "help names every command, and each has help of its own" {
        val help = convert("--help")
        help.code shouldBe 0
        for (command in listOf("explain", "simulate", "diff", "validate", "srm", "fetch")) {
            help.out shouldContain command
            convert(command, "--help").code shouldBe 0
        }
    }
})
