package com.convert.sdk.internal.config.reading

import com.convert.sdk.ConfigMutations
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.wholeProject
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.Json

private const val SEED = 20_261_122
private const val MUTATIONS = 5_000

class ConfigStreamSpec : StringSpec({
    fun project(lists: String) = """{"account_id":"1","project":{"id":"2"},$lists}"""

    /** The entities that [parts] has, or where it fails. */
    fun outcome(parts: () -> ConfigParts): Any = try {
        parts().all.map { it.type to it.index.entities }
    } catch (e: InvalidConfigException) {
        e.path
    }

    fun goals(lists: String): List<String> =
        checkNotNull(ConfigStream.read(project(lists))).parts().all.flatMap { it.index.entities }.map { it.id }

    "what is read in one go is what is read from the tree, for sound and for broken configurations" {
        val mutations = ConfigMutations(SEED, wholeProject)
        var readInOneGo = 0
        repeat(MUTATIONS) { round ->
            val text = mutations.next()
            val content = ConfigStream.read(text) ?: return@repeat
            withClue("mutation $round of seed $SEED") {
                (content.tree == Json.parseToJsonElement(text)) shouldBe true
                (outcome(content::parts) == outcome { ConfigParts.of(content.tree) }) shouldBe true
            }
            readInOneGo++
        }
        readInOneGo shouldBeGreaterThan MUTATIONS / 10
    }

    "of two lists of one name, the last one counts, also when it is null" {
        val one = """"goals":[{"id":"1","key":"one"}]"""
        val two = """"goals":[{"id":"2","key":"two"},{"id":"3","key":"three"}]"""
        goals("$one,$two") shouldBe listOf("2", "3")
        goals("$two,$one") shouldBe listOf("1")
        goals("""$one,"goals":null""") shouldBe emptyList()
    }

    "what cannot be read is left to who can say why" {
        ConfigStream.read(project(""""goals":{}""")).shouldBeNull()
        ConfigStream.read(project(""""goals":[{"id":"1"},7]""")).shouldBeNull()
        ConfigStream.read(project(""""goals":[""")).shouldBeNull()
        ConfigStream.read("[]").shouldBeNull()
    }

    "a large configuration is refused for what a small one is refused for, and named with its place" {
        val filler = """"padding":"${"x".repeat(100_000)}""""
        for (lists in listOf(filler, """"padding":"x"""")) {
            val content = ConfigText.parse(project("""$lists,"goals":[{"id":"1"},7]"""))
            shouldThrow<InvalidConfigException> { content.parts() }.path shouldBe "$.goals[1]"
        }
    }
})
