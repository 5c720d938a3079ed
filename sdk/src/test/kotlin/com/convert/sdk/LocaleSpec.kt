package com.convert.sdk

import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.withCore
import com.convert.sdk.internal.tracking.ChildJvm
import com.convert.sdk.storage.AtomicDataStore
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.runBlocking
import java.util.Locale

/** Where the machine is and how it writes must not matter: neither to a decision nor to a byte that leaves. */
@Tags("slow")
class LocaleSpec : StringSpec({
    "decisions, what is sent and what is stored are the same in every locale and default charset" {
        val here = answers()
        here.count { it.startsWith("exp-") } shouldBe RULES.size
        for ((number, locale) in LOCALES.withIndex()) {
            val charset = if (number % 2 == 0) "US-ASCII" else "ISO-8859-1"
            val options = locale + "-Dfile.encoding=$charset"
            val there = ChildJvm(ElsewhereProcess::class.java.name, options = options).use { it.await() }
            withClue(options) { there.filter { it.startsWith("> ") }.map { it.drop(2) } shouldBe here }
        }
        LOCALES shouldHaveSize 6
    }
})

private val LOCALES = listOf("tr-TR", "ar-SA", "hi-IN", "th-TH", "lt-LT", "de-DE").map { tag ->
    val (language, country) = tag.split('-')
    listOf("-Duser.language=$language", "-Duser.country=$country")
}

/** Each matches only if letters, numbers and bytes are read without regard to the locale. */
private val RULES = listOf(
    rule("text", "title", "equals"),
    rule("text", "itl", "contains"),
    rule("text", "^T[I]TLE$", "regexMatches"),
    rule("number", "1234.5", "equals"),
    rule("number", "1,234.6", "less"),
    rule("unicode", "straße i\u0307", "equals"),
    rule("plan", "GOLD|other", "isIn", negated = true),
)

private val ATTRIBUTES =
    mapOf("text" to "TITLE", "number" to 1234.5, "unicode" to "STRAßE \u0130", "plan" to "III")

private fun answers(): List<String> = runBlocking {
    val experiences = RULES.indices.joinToString(",") { experience("$it", """"audiences":["a$it"]""") }
    val audiences = RULES.withIndex().joinToString(",") { (number, rules) -> """{"id":"a$number","rules":$rules}""" }
    val data = project(experiences, audiences = audiences, others = """"goals":[{"id":"51","key":"buy"}]""")
    val transport = RecordingTransport()
    val inside = InMemoryDataStore()
    val store = object : AtomicDataStore by inside {}
    withCore(data, { dataStore = store }, transport) { core ->
        val context = core.createContext("İi-ß-😀", ATTRIBUTES)
        context.setAttributes(ATTRIBUTES)
        // One after the other: a call about all of them marks them at the same time, in any order.
        val decided = RULES.indices.map { context.runExperience("exp-$it") }
            .map { "${it?.experienceKey} ${it?.variationId}" }
        context.trackConversion("buy") { revenue = 1234.5 }
        core.flush()
        val key = "state:[\"\\u0130i-\\u00df-\\ud83d\\ude00\"]"
        (decided + transport.bodies + "${store.get(key)}").map(::inAscii)
    }
}

private fun inAscii(text: String): String = text.map { char ->
    if (char.code in 32..126) "$char" else "\\u" + char.code.toString(16).padStart(4, '0')
}.joinToString("")

/** Says its answers, each in a line. */
internal object ElsewhereProcess {
    @JvmStatic
    fun main(args: Array<String>) {
        check(Locale.getDefault() != Locale.ROOT)
        answers().forEach { println("> $it") }
    }
}
