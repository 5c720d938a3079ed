package com.convert.sdk.messages

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.io.File
import java.nio.file.Path

/** `-Dmessages.update=true` writes the tables of the page anew and keeps its advice, which is by text. */
class MessagesSpec : StringSpec({
    val messages = Messages(Path.of("src/main/kotlin"))
    val written = page.readText().replace("\r\n", "\n")
    val advice = ROW.findAll(written).associate { it.groupValues[1] to it.groupValues[2].trim() }
    val tables = mapOf(
        "log lines" to messages.logLines,
        "exceptions" to messages.exceptions,
        "reasons" to messages.reasons,
    )

    "docs/messages.md lists what the SDK logs and throws" {
        val current = tables.entries.fold(written) { text, (name, rows) -> text.withTable(name, rows, advice) }
        if (System.getProperty("messages.update").toBoolean()) page.writeText(current)
        withClue("A message changed. If that was meant, run this test with -Dmessages.update=true.") {
            current shouldBe page.readText().replace("\r\n", "\n")
        }
    }

    "each says what to do" {
        tables.values.flatten().filter { advice[cell(it.text)].isNullOrEmpty() }.shouldBeEmpty()
    }
})

private val page = File("../docs/messages.md")

/** The second and the third cell. */
private val ROW = Regex("""^\|[^|]*\| (.*?) \|(.*)\|$""", RegexOption.MULTILINE)

private fun String.withTable(name: String, rows: List<Message>, advice: Map<String, String>): String {
    val lines = rows.joinToString("\n") { "| ${it.origin} | ${cell(it.text)} | ${advice[cell(it.text)].orEmpty()} |" }
    return replace(Regex("""(?<=<!-- $name -->\n)(\|.*\n\|.*\n)[\s\S]*?(?=<!-- end of $name -->)""")) {
        it.groupValues[1] + lines + "\n"
    }
}

private fun cell(text: String): String = text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
