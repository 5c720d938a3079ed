package com.convert.sdk

import com.convert.sdk.error.InvalidConfigException
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.withCore
import com.convert.sdk.internal.config.reading.SnapshotReader
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.annotation.Tags
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

private const val SEED = 20_261_121
private const val MUTATIONS = 20_000

@Tags("slow")
class ConfigRobustnessSpec : StringSpec({
    "20,000 broken configurations load and decide, or are refused with a path" {
        val mutations = ConfigMutations(SEED, wholeProject)
        var loaded = 0
        repeat(MUTATIONS) { round ->
            val text = mutations.next()
            withClue("mutation $round of seed $SEED") {
                try {
                    SnapshotReader.read(text, "live")
                    withCore(text, { environment = "live" }) { decideEverything(it) }
                    loaded++
                } catch (e: InvalidConfigException) {
                    e.path.first() shouldBe '$'
                }
            }
        }
        // Both outcomes have to be there, or this proves nothing.
        loaded shouldBeGreaterThan MUTATIONS / 10
        (MUTATIONS - loaded) shouldBeGreaterThan MUTATIONS / 10
    }

    "a text of ten million characters as a value loads" {
        val snapshot = SnapshotReader.read(project(experience("1", """"name":"${"x".repeat(10_000_000)}"""")), null)
        snapshot.experiences.size shouldBe 1
    }

    "a text of ten million characters as the whole document is refused" {
        shouldThrow<InvalidConfigException> { SnapshotReader.read("\"${"x".repeat(10_000_000)}\"", null) }
    }

    "nesting deeper than any reader should follow is refused, however deep" {
        val depth = 100_000
        val text = project(others = """"deep":${"[".repeat(depth)}${"]".repeat(depth)}""")
        val refused = shouldThrow<InvalidConfigException> { SnapshotReader.read(text, null) }
        refused.expected shouldContain "levels of nesting"
    }

    "a refusal names where and what, and quotes nothing" {
        val text = project(experience("1") + """,{"id":["secret-value"],"key":"b"}""")
        val refused = shouldThrow<InvalidConfigException> { SnapshotReader.read(text, null) }
        refused.path shouldBe "$.experiences[1].id"
        refused.expected shouldBe "text that is not empty, or a number"
        refused.message!! shouldNotContain "secret-value"
    }

    "text that is not JSON is refused without quoting it" {
        val refused = shouldThrow<InvalidConfigException> { SnapshotReader.read("""{"secret-value""", null) }
        refused.path shouldBe "$"
        refused.message!! shouldNotContain "secret-value"
    }

    "a bare word where a value belongs is refused by its path" {
        val refused = shouldThrow<InvalidConfigException> {
            SnapshotReader.read(project(others = """"extra":{"list":[1,tru]}"""), null)
        }
        refused.path shouldBe "$.extra.list[1]"
    }

    "a configuration without account or project is refused" {
        shouldThrow<InvalidConfigException> { SnapshotReader.read("""{"project":{"id":"1"}}""", null) }
            .path shouldBe "$.account_id"
        shouldThrow<InvalidConfigException> { SnapshotReader.read("""{"account_id":"1","project":{}}""", null) }
            .path shouldBe "$.project.id"
    }

    "fields that this SDK does not know are kept" {
        val snapshot = SnapshotReader.read(project(experience("1", """"novel":{"a":[1,2.5]}""")), null)
        snapshot.experiences.single().raw["novel"] shouldBe mapOf("a" to listOf(1L, 2.5))
        snapshot.raw.keys shouldBe setOf("account_id", "project", "experiences", "features", "audiences")
    }
})

private suspend fun decideEverything(core: Core) {
    val context = core.createContext("visitor", mapOf("country" to "US"), mapOf("url" to "/"))
    context.runExperiences()
    context.runFeatures()
    context.runCustomSegments(core.currentConfig!!.segments.mapNotNull { it.key })
    core.currentConfig!!.experiences.forEach { entity -> entity.key?.let { context.diagnoseExperience(it) } }
    core.currentConfig!!.goals.forEach { goal -> goal.key?.let { context.trackConversion(it) } }
}

private const val FEATURE = """{"id":"9","key":"banner","variables":[{"key":"size","type":"integer"}]}"""

private const val CARRIER = """{"id":"31","key":"on","status":"running","traffic_allocation":50,"changes":[
    {"id":1,"type":"fullStackFeature","data":{"feature_id":9,"variables_data":{"size":"12"}}}]},
    {"id":"32","traffic_allocation":50}"""

internal val wholeProject = project(
    experiences = listOf(
        experience("1", """"audiences":["11","21"],"locations":["41"],"version":12,"environment":"live""""),
        experience("2", """"audiences":["12"],"settings":{"matching_options":{"audiences":"all"}}"""),
        experience("3", """"site_area":${rule("url", "/")}""", CARRIER),
    ).joinToString(","),
    features = FEATURE,
    audiences = """{"id":"11","key":"us","type":"permanent","rules":${rule("country", "US")}},
        {"id":"12","key":"regex","rules":${rule("country", "^[a-z]+$", "regexMatches")}}""",
    others = """"segments":[{"id":"21","key":"seg","rules":${rule("country", "US")}}],
        "locations":[{"id":"41","key":"home","rules":${rule("url", "/", "startsWith")}}],
        "goals":[{"id":"51","key":"buy"}],"archived_experiences":["7"]""",
)
