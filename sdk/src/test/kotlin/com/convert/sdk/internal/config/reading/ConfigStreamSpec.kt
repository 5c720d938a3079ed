package com.convert.sdk.internal.config.reading

import com.convert.sdk.ConfigMutations
import com.convert.sdk.ConfigSnapshot
import com.convert.sdk.EntityType
import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.wholeProject
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject

private const val SEED = 20_261_122
private const val MUTATIONS = 5_000

class ConfigStreamSpec : StringSpec({
    fun project(lists: String) = """{"account_id":"1","project":{"id":"2"},$lists}"""

    fun snapshot(lists: String): ConfigSnapshot = SnapshotReader.read(project(lists), null)

    fun goals(lists: String): List<String> = snapshot(lists).goals.map { it.id }

    fun refusal(text: String): String =
        shouldThrow<InvalidConfigException> { SnapshotReader.read(text, null) }.let { "${it.path} ${it.expected}" }

    fun parsed(text: String): ConfigContent? = try {
        ConfigText.parse(text)
    } catch (_: InvalidConfigException) {
        null
    }

    /** What is in the configuration, or where and why it is refused. */
    fun outcome(content: ConfigContent): Any = try {
        val snapshot = SnapshotReader.read(content, "live")
        EntityType.entries.map(snapshot::entities) to snapshot.raw
    } catch (e: InvalidConfigException) {
        e.path to e.expected
    }

    "what is read from a text is what is read from its tree, for sound and for broken configurations" {
        val mutations = ConfigMutations(SEED, wholeProject)
        var readInOneGo = 0
        repeat(MUTATIONS) { round ->
            val text = mutations.next()
            val content = parsed(text) as? ConfigContent.Sound ?: return@repeat
            val tree = Json.parseToJsonElement(text) as JsonObject
            withClue("mutation $round of seed $SEED") {
                (content.tree == tree) shouldBe true
                (outcome(content) == outcome(ConfigContent.Unproven(tree))) shouldBe true
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
        goals(""""goals":7,$two""") shouldBe listOf("2", "3")
        goals(""""goals":[7],$two""") shouldBe listOf("2", "3")
    }

    "of two members of one name, the last one counts, however the name is written" {
        goals(""""goals":[{"id":"1","i\u0064":"2"}]""") shouldBe listOf("2")
        snapshot(""""account\u005fid":"3"""").accountId shouldBe "3"
    }

    "what is no list of objects is refused with its place" {
        refusal(project(""""goals":{}""")) shouldBe "$.goals a list"
        refusal(project(""""goals":[{"id":"1"},7]""")) shouldBe "$.goals[1] an object"
        refusal(project(""""experiences":[{"id":"1","key":"a","variations":[{"id":"2"},[]]}]""")) shouldBe
            "$.experiences[0].variations[1] an object"
    }

    "of several things that are wrong, the same one is told wherever they stand in the text" {
        val goals = """"goals":7"""
        val experiences = """"experiences":[{}]"""
        val told = "$.experiences[0].id text that is not empty, or a number"
        refusal(project("$goals,$experiences")) shouldBe told
        refusal(project("$experiences,$goals")) shouldBe told
        refusal("""{$goals,$experiences,"project":{}}""") shouldBe "$.account_id text that is not empty, or a number"
    }

    "variables that cannot be read are refused only where the feature counts" {
        val broken = """{"id":"1","key":"a","variables":7}"""
        val sound = """{"id":"1","key":"a","variables":[]}"""
        snapshot(""""features":[$broken,$sound]""").features.size shouldBe 2
        refusal(project(""""features":[$sound,$broken]""")) shouldBe "$.features[1].variables a list"
    }

    "a text that is not strictly JSON is left to who can say why" {
        ConfigStream.read("""{"goals":[""".toByteArray()).shouldBeNull()
        ConfigStream.read("[]".toByteArray()).shouldBeNull()
        ConfigStream.read("""{"goals":tru}""".toByteArray()).shouldBeNull()
        ConfigStream.read("""{} {}""".toByteArray()).shouldBeNull()
    }

    "a second snapshot of the same text is the same" {
        val content = ConfigText.parse(wholeProject)
        (outcome(content) == outcome(content)) shouldBe true
        SnapshotReader.read(content, "live").goals.map { it.key } shouldBe listOf("buy")
    }

    "raw values are those of the text, half of a surrogate pair included" {
        val escaped = """{"id":7,"name":"\ud800 ü","n":[1,-0,2.50,1e3,null,true]}"""
        for (goal in listOf(escaped, escaped.replace("\\ud800", "\ud800"))) {
            val raw = snapshot(""""goals":[$goal]""").goals.single().raw
            raw shouldBe mapOf("id" to 7L, "name" to "\ud800 ü", "n" to listOf(1L, -0.0, 2.5, 1000.0, null, true))
        }
    }

    "the whole as raw values has the entities in their places" {
        val raw = snapshot(""""goals":[{"id":"1"}],"more":{"a":["b"]},"features":null""").raw
        raw.keys.toList() shouldBe listOf("account_id", "project", "goals", "more", "features")
        raw["goals"] shouldBe listOf(mapOf("id" to "1"))
        raw["more"] shouldBe mapOf("a" to listOf("b"))
        raw["features"].shouldBeNull()
    }

    "a text stays the settings' data, which is read when it is asked for" {
        val content = ConfigText.parse(wholeProject).shouldBeInstanceOf<ConfigContent.Sound>()
        (content.tree == Json.parseToJsonElement(wholeProject)) shouldBe true
        Json.parseToJsonElement(content.tree.toString()) shouldBe Json.parseToJsonElement(wholeProject)
    }
})
