package com.convert.sdk

import com.convert.sdk.fixture.RecordingTransport
import com.convert.sdk.fixture.StuckTransport
import com.convert.sdk.fixture.experience
import com.convert.sdk.fixture.project
import com.convert.sdk.fixture.rule
import com.convert.sdk.fixture.withCore
import com.convert.sdk.result.ConversionStatus
import com.convert.sdk.result.FeatureStatus
import com.convert.sdk.storage.InMemoryDataStore
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import kotlin.time.Duration

class ContextSpec : StringSpec({
    "an experience that everybody qualifies for gives its variation, whole" {
        withCore(project(experience("1", variations = """{"id":"10","key":"blue","title":"Hi","n":1}"""))) { core ->
            val result = core.createContext("visitor").runExperience("exp-1").shouldNotBeNull()
            result.experienceKey shouldBe "exp-1"
            result.experienceId shouldBe "1"
            result.variationId shouldBe "10"
            result.variationKey shouldBe "blue"
            result.variation shouldBe mapOf("id" to "10", "key" to "blue", "title" to "Hi", "n" to 1L)
        }
    }

    "an unknown experience is nobody's" {
        withCore(project()) { it.createContext("visitor").runExperience("none").shouldBeNull() }
    }

    "an audience sees the visitor's attributes, with those of the call laid over them" {
        withCore(forGold) { core ->
            core.createContext("a", mapOf("plan" to "gold")).runExperience("exp-1").shouldNotBeNull()
            val context = core.createContext("b", mapOf("plan" to "free"))
            context.runExperience("exp-1") { enableStorage = false }.shouldBeNull()
            context.runExperience("exp-1") {
                attributes = mapOf("plan" to "gold")
                enableStorage = false
            }.shouldNotBeNull()
            context.runExperience("exp-1").shouldBeNull()
        }
    }

    "what a caller does to its map after creating a context is not seen" {
        withCore(forGold) { core ->
            val attributes = mutableMapOf("plan" to "gold")
            val context = core.createContext("visitor", attributes)
            attributes["plan"] = "free"
            context.runExperience("exp-1").shouldNotBeNull()
        }
    }

    "attributes that were set stay with the visitor, those of a context do not" {
        withCore(forGold) { core ->
            core.createContext("set").setAttributes(mapOf("plan" to "gold"))
            core.createContext("set").runExperience("exp-1").shouldNotBeNull()
            core.createContext("given", mapOf("plan" to "gold")).state().visitorAttributes.keys shouldBe setOf("plan")
            core.createContext("given").runExperience("exp-1").shouldBeNull()
        }
    }

    "segments are for reports, and rules do not see them" {
        withCore(forGold) { core ->
            val context = core.createContext("visitor")
            context.setSegments(mapOf("plan" to "gold", "country" to "US"))
            context.runExperience("exp-1").shouldBeNull()
            context.state().defaultSegments shouldBe mapOf("plan" to "gold", "country" to "US")
        }
    }

    "a decision sticks, whatever the configuration says later" {
        val store = InMemoryDataStore()
        withCore(project(experience("1", variations = running("a", 100))), { dataStore = store }) { core ->
            core.createContext("visitor").runExperience("exp-1")!!.variationId shouldBe "a"
        }
        val stopped = """{"id":"a","status":"stopped","traffic_allocation":0},${running("b", 100)}"""
        withCore(project(experience("1", variations = stopped)), { dataStore = store }) { core ->
            core.createContext("visitor").runExperience("exp-1")!!.variationId shouldBe "a"
            core.createContext("another").runExperience("exp-1")!!.variationId shouldBe "b"
        }
        withCore(project(experience("1", variations = running("b", 100))), { dataStore = store }) { core ->
            core.createContext("visitor").runExperience("exp-1")!!.variationId shouldBe "b"
        }
    }

    "what was decided before does not change with what is decided later" {
        withCore(project(listOf("1", "2", "3").joinToString { experience(it) })) { core ->
            val context = core.createContext("visitor")
            context.runExperience("exp-1")
            context.runExperience("exp-2")
            val before = context.state().bucketing
            context.runExperiences()
            before.keys shouldBe setOf("1", "2")
        }
    }

    "nothing sticks when storage is off for the call" {
        withCore(project(experience("1"))) { core ->
            val context = core.createContext("visitor")
            context.runExperience("exp-1") { enableStorage = false }.shouldNotBeNull()
            context.state().bucketing shouldBe emptyMap()
        }
    }

    "an exposure is reported once, however often and from however many contexts it is asked for" {
        withCore(project(experience("1"))) { core ->
            repeat(5) {
                val context = core.createContext("visitor")
                context.runExperience("exp-1")
                context.runExperiences()
            }
            core.metrics.eventsQueued shouldBe 1
        }
    }

    "an exposure that one call kept quiet is reported by a later one" {
        withCore(project(experience("1"))) { core ->
            core.createContext("visitor").runExperience("exp-1") { enableTracking = false }
            core.metrics.eventsQueued shouldBe 0
            core.createContext("visitor").runExperience("exp-1")
            core.metrics.eventsQueued shouldBe 1
        }
    }

    "all experiences come in configuration order, without those that are not for the visitor" {
        val experiences = listOf(
            experience("3"),
            experience("1", """"audiences":["11"]"""),
            experience("2"),
        )
        withCore(project(experiences.joinToString(","), audiences = gold)) { core ->
            core.createContext("visitor").runExperiences().map { it.experienceKey } shouldContainExactly
                listOf("exp-3", "exp-2")
            core.metrics.eventsQueued shouldBe 2
        }
    }

    "an experience can exclude those who are in another one, in the same call too" {
        val excluded = """{"OR":[{"AND":[{"OR_WHEN":[{"rule_type":"bucketed_into_experience_key",
            "matching":{"match_type":"equals","negated":true},"value":"exp-1"}]}]}]}"""
        val data = project(
            listOf(experience("1"), experience("2", """"audiences":["11"]""")).joinToString(","),
            audiences = """{"id":"11","key":"not-in-1","rules":$excluded}""",
        )
        withCore(data) { core ->
            core.createContext("fresh").runExperience("exp-2").shouldNotBeNull()
            core.createContext("all").runExperiences().map { it.experienceKey } shouldBe listOf("exp-1")
        }
    }

    "a feature comes from the first experience that serves it, and only that one is reported" {
        withCore(twoCarriers) { core ->
            val feature = core.createContext("visitor").runFeature("banner").shouldNotBeNull()
            feature.status shouldBe FeatureStatus.ENABLED
            feature.experienceKey shouldBe "exp-2"
            feature.variationKey shouldBe "on"
            feature.variables.getString("title") shouldBe "two"
            core.metrics.eventsQueued shouldBe 1
        }
    }

    "all features come in their own configuration order" {
        withCore(twoCarriers) { core ->
            core.createContext("visitor").runFeatures().map { it.featureKey to it.experienceKey } shouldBe
                listOf("banner" to "exp-2")
            core.createContext("visitor").runFeature("unserved").shouldBeNull()
            core.createContext("visitor").runFeature("none").shouldBeNull()
        }
    }

    "the first custom segment that matches lets in all that are named after it, each once" {
        val data =
            project(
                others = """"segments":[${segment("1", "plan", "free")},${segment("2", "plan", "gold")},
            ${segment("3", "plan", "never")}]""",
            )
        withCore(data) { core ->
            val context = core.createContext("visitor", mapOf("plan" to "gold"))
            val all = listOf("seg-3", "seg-2", "seg-1")
            context.runCustomSegments(all).matchedSegmentIds shouldContainExactly listOf("2", "3")
            context.runCustomSegments(all).matchedSegmentIds.shouldBeEmpty()
            context.runCustomSegments(all, mapOf("plan" to "free")).matchedSegmentIds shouldContainExactly listOf("1")
            context.state().defaultSegments shouldBe mapOf("customSegments" to listOf("2", "3", "1"))
        }
    }

    "a conversion is reported once a visitor and goal, and goal data again when forced" {
        withCore(project(others = """"goals":[{"id":"51","key":"buy"}]""")) { core ->
            val context = core.createContext("visitor")
            context.trackConversion("none").status shouldBe ConversionStatus.GOAL_NOT_FOUND
            context.trackConversion("buy").status shouldBe ConversionStatus.QUEUED
            context.trackConversion("buy") { revenue = 5 }.status shouldBe ConversionStatus.DEDUPLICATED
            val forced = context.trackConversion("buy") {
                revenue = 5
                forceMultiple = true
            }
            forced.isTracked shouldBe true
            forced.goalId shouldBe "51"
            forced.event.shouldNotBeNull().revenue shouldBe 5
            core.metrics.eventsQueued shouldBe 2
        }
    }

    "an event that a full queue refuses may be tried again" {
        val data = project(experience("1"), others = """"goals":[{"id":"51","key":"buy"},{"id":"52","key":"see"}]""")
        val small: SdkConfig.Builder.() -> Unit = {
            batchSize = 2
            maxQueueSize = 2
            closeTimeout = Duration.ZERO
        }
        withCore(data, small, StuckTransport()) { core ->
            val context = core.createContext("visitor")
            context.trackConversion("buy")
            context.runExperience("exp-1").shouldNotBeNull()
            repeat(2) { context.trackConversion("see").status shouldBe ConversionStatus.QUEUE_FULL }
            core.metrics.eventsDroppedQueueFull shouldBe 2
        }
    }

    "a preview forces its variation on one context and leaves no trace" {
        val transport = RecordingTransport()
        val data = project(
            listOf(
                experience("1", """"audiences":["11"]""", running("a", 100) + "," + running("b", 0)),
                experience("2"),
            ).joinToString(","),
            audiences = gold,
            others = """"goals":[{"id":"51","key":"buy"}]""",
        )
        withCore(data, transport = transport) { core ->
            val context = core.createContext("visitor")
            context.setPreview("1", "b") shouldBe true
            context.runExperience("exp-1")!!.variationId shouldBe "b"
            context.runExperiences().map { it.variationId } shouldBe listOf("b", "v-2")
            context.trackConversion("buy").isTracked shouldBe false
            context.setAttributes(mapOf("plan" to "gold"))
            context.setSegments(mapOf("country" to "US"))
            context.state().defaultSegments shouldBe mapOf("country" to "US")
            core.metrics.eventsQueued shouldBe 0
            core.createContext("visitor").state().run {
                bucketing shouldBe emptyMap()
                visitorAttributes shouldBe emptyMap()
                defaultSegments shouldBe emptyMap()
            }
            core.createContext("visitor").runExperience("exp-1").shouldBeNull()
        }
        transport.bodies.shouldBeEmpty()
    }

    "a preview of what does not exist forces nothing, and ends the one before" {
        withCore(project(experience("1"))) { core ->
            val context = core.createContext("visitor")
            context.setPreview("1", "v-1") shouldBe true
            context.setPreview("1", "none") shouldBe false
            context.runExperience("exp-1").shouldNotBeNull()
            core.metrics.eventsQueued shouldBe 1
        }
    }

    "entities are found by key and by id, in the order of the keys asked for" {
        withCore(project(experience("1") + "," + experience("2"))) { core ->
            val context = core.createContext("visitor")
            context.getConfigEntity(EntityType.EXPERIENCE, "exp-2")!!.id shouldBe "2"
            context.getConfigEntity(EntityType.GOAL, "exp-2").shouldBeNull()
            context.getConfigEntityById(EntityType.EXPERIENCE, "1")!!.key shouldBe "exp-1"
            context.getConfigEntities(EntityType.EXPERIENCE, listOf("exp-2", "x", "exp-1")).map { it.id } shouldBe
                listOf("2", "1")
        }
    }

    "a visitor may be called anything but nothing" {
        withCore(project(experience("1"))) { core ->
            shouldThrow<IllegalArgumentException> { core.createContext("") }
            for (visitor in listOf(" ", "\u0000", "\uD800", "état", "x".repeat(100_000))) {
                core.createContext(visitor).runExperience("exp-1").shouldNotBeNull()
            }
        }
    }

    "no text form shows a visitor or a value" {
        withCore(forGold) { core ->
            val context = core.createContext("secret-visitor", mapOf("plan" to "secret-value"))
            context.setSegments(mapOf("country" to "secret-value"))
            val goal = context.trackConversion("buy") { conversionData = mapOf("transactionId" to "secret-value") }
            val texts = listOf(
                context,
                context.state(),
                goal,
                goal.event,
                core,
                EvaluationOptions {
                    attributes = mapOf("plan" to "secret-value")
                },
            )
            for (text in texts) text.toString() shouldNotContain "secret"
        }
    }
})

private val gold = """{"id":"11","key":"gold","rules":${rule("plan", "gold")}}"""

private val forGold =
    project(
        experience("1", """"audiences":["11"]"""),
        audiences = gold,
        others = """"goals":[{"id":"51","key":"buy"}]""",
    )

private fun running(id: String, percent: Int) = """{"id":"$id","status":"running","traffic_allocation":$percent}"""

private fun segment(id: String, key: String, value: String) =
    """{"id":"$id","key":"seg-$id","rules":${rule(key, value)}}"""

private fun carrier(title: String) = """{"id":"on-$title","key":"on","changes":[
    {"id":1,"type":"customCode","data":{}},
    {"id":2,"type":"fullStackFeature","data":{"feature_id":"9","variables_data":{"title":"$title"}}}]}"""

private val twoCarriers = project(
    listOf(
        experience("1"),
        experience("2", variations = carrier("two")),
        experience("3", variations = carrier("three")),
    ).joinToString(","),
    features = """{"id":"8","key":"unserved"},
        {"id":"9","key":"banner","variables":[{"key":"title","type":"string"}]}""",
)
