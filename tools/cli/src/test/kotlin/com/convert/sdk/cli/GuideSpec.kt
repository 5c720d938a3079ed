package com.convert.sdk.cli

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText

private val block = Regex("""(```console\n\$ convert ([^\n]*)\n)(.*?)(```)""", RegexOption.DOT_MATCHES_ALL)
private val page = Path.of("../../docs/inspect.md")

/** `-Ddocs.update=true` writes the page anew; the change is then reviewed as a diff. */
class GuideSpec : StringSpec({
    "the guide shows what the commands print" {
        val text = page.readText()
        block.findAll(text).toList().shouldNotBeEmpty()
        val fresh = block.replace(text) { match ->
            val (head, command, _, fence) = match.destructured
            head + convert(*arguments(command)).let { it.out + it.err } + fence
        }
        if (System.getProperty("docs.update").toBoolean()) page.writeText(fresh)
        withClue(
            "run this test with -Ddocs.update=true after a change of what is printed",
        ) { page.readText() shouldBe fresh }
    }
})

/** As a shell takes them; the files that the page names lie in different places. */
private fun arguments(command: String): Array<String> =
    Regex("""'([^']*)'|(\S+)""").findAll(command).map { it.groupValues[1] + it.groupValues[2] }.map {
        when (it) {
            "bookshop.json" -> SAMPLE
            "tomorrow.json", "broken.json", "visitors.csv" -> Path.of("src/test/resources/$it").toString()
            else -> it
        }
    }.toList().toTypedArray()
